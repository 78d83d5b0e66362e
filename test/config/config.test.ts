import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { checkSources } from '../../src/check';
import { configuration } from '../../src/config';
import { tryFindMismatch } from '../../src/config/conform';
import { fits } from '../../src/config/glob';
import { fc } from '../support/random';

it('the shipped schema accepts the same files as the check', () => {
  const { configSchema } = configuration();
  const validate = new Ajv().compile(configSchema);
  const parts = fc.record(
    {
      features: fc.dictionary(
        fc.constantFrom('coschedule', 'enable-artifacts', 'odd'),
        fc.oneof(fc.boolean(), fc.string(), fc.constant(null)),
      ),
      external: fc.array(fc.constantFrom('Task/x', 'Task/*', 'Taks/x', 'x')),
      lint: fc.oneof(fc.array(fc.string()), fc.dictionary(fc.string(), fc.constantFrom('off', 'error', 'on', true, 1))),
      ignore: fc.array(
        fc.record(
          { code: fc.constantFrom('TW142', 'a-slug', 'tw1'), reason: fc.string(), path: fc.string(), line: fc.nat() },
          { requiredKeys: [] },
        ),
      ),
      baseline: fc.oneof(fc.string(), fc.nat()),
      set: fc.constantFrom('auto', 'all', 'one'),
      odd: fc.anything(),
    },
    { requiredKeys: [] },
  );

  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: parts }, { weight: 1, arbitrary: fc.jsonValue() }), (value) => {
      expect(tryFindMismatch(value, configSchema) === undefined).toBe(validate(value));
    }),
  );
});

it('the example of docs/config.md is one, and the Task there may stand as it does', () => {
  const page = readFileSync(join(__dirname, '../../docs/config.md'), 'utf8');
  const [config = '', task = ''] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

  expect(tryFindMismatch(parse(config, { version: '1.1' }), configuration().configSchema)).toBeUndefined();
  expect(checkSources([{ origin: 'task.yaml', text: task }], { lint: true }).documents.flatMap(({ diagnostics }) => diagnostics)).toEqual(
    [],
  );
  const without = task.replace(/ {2}annotations:\n.*\n/, '');
  expect(checkSources([{ origin: 'task.yaml', text: without }], { lint: true }).documents[0]?.diagnostics).toMatchObject([
    { code: 'TW523' },
  ]);
});

describe('a pattern of paths', () => {
  it.each([
    ['tasks/a.yaml', 'tasks/*.yaml', true],
    ['tasks/b/a.yaml', 'tasks/*.yaml', false],
    ['tasks/b/a.yaml', 'tasks/**', true],
    ['tasks/b/a.yaml', '**/a.yaml', true],
    ['a.yaml', '**/a.yaml', true],
    ['tasks/b/a.yaml', 'a.yaml', true],
    ['tasks/b/a.yaml', './tasks/**/a.yaml', true],
    ['tasks/a+b.yaml', 'tasks/a+b.yaml', true],
    ['tasks/aab.yaml', 'tasks/a+b.yaml', false],
    ['tasks/a.yml', 'tasks/?.yml', true],
  ])('%s, %s: %s', (path, pattern, is) => {
    expect(fits(path, pattern)).toBe(is);
  });
});
