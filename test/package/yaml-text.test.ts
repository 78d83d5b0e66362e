import { yamlOf } from '../../src/package/yaml-text';
import { readYaml } from '../../src/reader';
import { fc } from '../support/random';

describe('the YAML of packages', () => {
  it('is read as the same value, whatever its texts look like', () => {
    const odd = fc.constantFrom(
      '0o7',
      '-0o17',
      '0x1F',
      '1e3',
      'on',
      'No',
      '~',
      'null',
      '1:20',
      '1_000',
      '.inf',
      '=',
      '<<',
      '- a',
      'a: b',
      '# a',
      '{{',
      '\ta',
      'a \n',
      '|',
      '2026-11-29',
      '',
    );
    const text = fc.oneof(
      odd,
      fc.string({ unit: 'grapheme' }).filter((one) => !/[\u0085\u2028\u2029\ufeff\r]/.test(one)),
    );
    fc.assert(
      fc.property(fc.dictionary(text, fc.array(text)), text, (names, name) => {
        const { '<<': _, ...value }: Record<string, unknown> = { ...names, name };
        const { objects } = readYaml(yamlOf(value), 'packed.yaml');

        expect(objects.flatMap(({ readErrors }) => readErrors)).toEqual([]);
        expect(objects.map(({ document }) => ({ ...document?.manifest }))).toEqual([value]);
      }),
      { seed: 15, numRuns: 500 },
    );
  });
});
