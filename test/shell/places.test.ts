import { bash, integer, type Script, sh } from '../../src';
import { renderCase, templateOf } from '../support/scripts/render';
import { accepted } from './accepted';
import { acceptedByChannels, evaluatedByChannels } from './channels';
import { acceptedChecked, evaluatedUnchecked } from './checks';
import { acceptedInside, evaluatedInside } from './inner-places';
import { acceptedByName, evaluatedByName } from './names';
import { acceptedOutputs, evaluatedOutputs } from './outputs';
import { evaluated as evaluatedHere, unusable } from './places';
import { acceptedByAbsent, acceptedByRunners, evaluatedByAbsent, evaluatedByRunners } from './runners';
import { acceptedByAbsentTools, acceptedByTools, evaluatedByAbsentTools, evaluatedByTools } from './tools';

const evaluated = [
  ...evaluatedHere,
  ...evaluatedInside,
  ...evaluatedByRunners,
  ...evaluatedByAbsent,
  ...evaluatedByTools,
  ...evaluatedByAbsentTools,
  ...evaluatedByName,
  ...evaluatedOutputs,
  ...evaluatedUnchecked,
  ...evaluatedByChannels,
];

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
  it.each(evaluated)('is refused where it would be executed: %s', (text) => {
    expect(() => written(tag, text, asIs)).toThrow(
      /^TW191 app\/task steps\.step\.script: the value \$\{PARAM_P0\} is in .+ \(line \d+\), where the shell could execute it; ./,
    );
  });

  it.each(evaluated)('is accepted there when it is a checked integer: %s', (text) => {
    expect(written(tag, text, asInteger)).toContain('PARAM_P0');
  });

  it.each(unusable)('is refused where the shell does not expand it: %s', (text) => {
    expect(() => written(tag, text, asIs)).toThrow(/^TW190 /);
    expect(() => written(tag, text, asInteger)).toThrow(/^TW190 /);
  });

  it.each([
    ...[...accepted, ...acceptedInside, ...acceptedByRunners, ...acceptedByAbsent],
    ...[...acceptedByTools, ...acceptedByAbsentTools],
    ...[...acceptedByName, ...acceptedOutputs, ...acceptedChecked, ...acceptedByChannels],
  ])('is accepted: %s', (text) => {
    expect(written(tag, text, asIs)).toContain('${PARAM_P0}');
  });
});

it.each(['xargs ', 'find . -exec ', 'sh -c "', 'f() { f; }; f | '])('endless nesting ends: %s', (text) => {
  expect(() => written(bash, `${text.repeat(5000)} @@`, asIs)).not.toThrow(RangeError);
});
