import { bash, integer, type Script, sh } from '../../src';
import { renderCase, templateOf } from '../support/scripts/render';
import { accepted } from './accepted';
import { evaluated, unusable } from './places';

type Wrap = (value: never) => never;
const asIs: Wrap = (value) => value;
const asInteger: Wrap = (value) => integer(value) as never;

function written(tag: typeof sh, text: string, wrap: Wrap): string {
  const pieces = text.split('@@');
  const write = (value: never): Script => tag(templateOf(pieces), ...pieces.slice(1).map(() => wrap(value)));
  return renderCase(write, '7').script;
}

describe.each([
  ['sh', sh],
  ['bash', bash],
])('a value in a script of %s', (_, tag) => {
  it.each(evaluated)('is refused where it would be run: %s', (text) => {
    expect(() => written(tag, text, asIs)).toThrow(
      /^TW191 app\/task steps\.step\.script: the value \$\{PARAM_P0\} stands in .+ \(line \d+\), where the shell could run commands in it; ./,
    );
  });

  it.each(evaluated)('is taken there when it is checked to be an integer: %s', (text) => {
    expect(written(tag, text, asInteger)).toContain('PARAM_P0');
  });

  it.each(unusable)('is refused where the shell takes none: %s', (text) => {
    expect(() => written(tag, text, asIs)).toThrow(/^TW190 /);
    expect(() => written(tag, text, asInteger)).toThrow(/^TW190 /);
  });

  it.each(accepted)('is taken: %s', (text) => {
    expect(written(tag, text, asIs)).toContain('${PARAM_P0}');
  });
});
