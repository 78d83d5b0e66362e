import { accepted as acceptedHere } from '../../shell/accepted';
import { acceptedChecked, evaluatedUnchecked } from '../../shell/checks';
import { acceptedInside, evaluatedInside } from '../../shell/inner-places';
import { acceptedByName, evaluatedByName } from '../../shell/names';
import { acceptedOutputs, evaluatedOutputs } from '../../shell/outputs';
import { evaluated as evaluatedHere, unusable } from '../../shell/places';
import { acceptedByRunners, evaluatedByAbsent, evaluatedByRunners } from '../../shell/runners';
import { checkShell, type Render, shells } from './check-shells';
import { renderWith } from './render-plain';
import { runBatch } from './run-batch';
import type * as Tags from './tags';

const accepted = [...acceptedHere, ...acceptedInside, ...acceptedChecked, ...acceptedByRunners, ...acceptedByName, ...acceptedOutputs];
const evaluated = [
  ...evaluatedHere,
  ...evaluatedInside,
  ...evaluatedUnchecked,
  ...evaluatedByRunners,
  ...evaluatedByAbsent,
  ...evaluatedByName,
  ...evaluatedOutputs,
];

/** Texts that look like integers. */
const integers = ['0', '7', '-7', '10', '999999999999999999', '-999999999999999999'] as const;

/** Texts that are none, or not for every shell. */
const notIntegers = [
  ...['', ' ', '-', '--1', '1-', '08', '00', '-0', '-01', '+1', '1.5', '1e3', '0x10', '1 2', ' 1', '1\n', '1\n2', 'x', '٣', '１'],
  ...['1000000000000000000', '-1000000000000000000', '99999999999999999999', 'a[$(touch pwned)0]', '$(touch pwned)', '`touch pwned`'],
] as const;

/** The first thing that a build of the tags does wrong; undefined when nothing is found. */
export function findFault(tags: typeof Tags, seed: number, count: number): string | undefined {
  return faultInPlaces(tags) ?? faultInIntegers(tags) ?? faultInWords(tags) ?? faultInShells(tags, seed, count);
}

function faultInPlaces(tags: typeof Tags): string | undefined {
  for (const text of [...evaluated, ...unusable]) if (isTaken(tags, text)) return `takes a value in ${text}`;
  for (const text of unusable) if (isTaken(tags, text, tags.integer)) return `takes an integer in ${text}`;
  for (const text of evaluated) if (!isTaken(tags, text, tags.integer)) return `refuses an integer in ${text}`;
  return accepted.map((text) => (isTaken(tags, text) ? undefined : `refuses a value in ${text}`)).find((fault) => fault !== undefined);
}

function isTaken(tags: typeof Tags, text: string, wrap: (value: never) => unknown = (value) => value): boolean {
  const pieces = text.split('@@');
  const template = Object.assign([...pieces], { raw: [...pieces] });
  try {
    renderWith(tags, (value: never) => tags.bash(template, ...pieces.slice(1).map(() => wrap(value) as never)), ['7']);
    return true;
  } catch {
    return false;
  }
}

function faultInIntegers(tags: typeof Tags): string | undefined {
  const values = [...integers, ...notIntegers];
  const cases = values.map((value) => renderWith(tags, (n: never) => tags.sh`x=5; echo $((x-${tags.integer(n)}))`, [value]));
  const outcomes = runBatch(['bash'], cases);
  return outcomes
    .map(({ status, files, stdout, stderr }, at) => {
      const value = values[at] ?? '';
      const isRight =
        at < integers.length
          ? stdout === `${5n - BigInt(value)}\n`
          : status === 1 && files.length === 0 && stdout === '' && stderr.includes('must be an integer');
      return isRight ? undefined : `takes ${JSON.stringify(value)} for an integer, or not: ${stdout}`;
    })
    .find((fault) => fault !== undefined);
}

function faultInWords(tags: typeof Tags): string | undefined {
  const write = (value: never) => tags.bash`printf '<%s>' ${tags.words(value)} a*; : > ab; printf '<%s>' ${tags.words(value)} a*`;
  const [outcome] = runBatch(['bash'], [renderWith(tags, write, ['/b* a* $(touch pwned)\n"b'])]);
  const list = '</b*><a*><$(touch><pwned)><"b>';
  return outcome?.stdout === `${list}<a*>${list}<ab>` && outcome.files.join() === 'ab' ? undefined : `words: ${outcome?.stdout}`;
}

function faultInShells(tags: typeof Tags, seed: number, count: number): string | undefined {
  const render: Render = (tag, write, values) =>
    renderWith(tags, (...params) => write((tag === 'sh' ? tags.sh : tags.bash) as never, params), values);
  return shells.map((shell) => checkShell(shell, render, { seed, count })[0]).find((fault) => fault !== undefined);
}
