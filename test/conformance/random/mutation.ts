import type { Manifest } from '../../../src/spec';
import type { Choices } from './random-choices';

type Holder = Record<string, unknown> | unknown[];

/** A place in a manifest: the object or list that holds it, and its key there. */
interface Place {
  readonly holder: Holder;
  readonly key: string | number;
  readonly path: string;
}

/** Changes one place of the manifests, as a slip of the pen would, and says what was done. */
export function mutate(choices: Choices, manifests: readonly Manifest[]): string {
  const all = manifests.flatMap((manifest) => placesOf(manifest as Holder, manifest.kind ?? ''));
  const place = choices.oneOf(all);
  const change = choices.oneOf(CHANGES);
  const before = JSON.stringify(read(place));
  change(choices, place, all);
  return `${place.path}: ${before} -> ${JSON.stringify(read(place))}`;
}

type Change = (choices: Choices, place: Place, all: readonly Place[]) => void;

const CHANGES: readonly Change[] = [
  changeVariable,
  changeVariable,
  (_, place) => remove(place),
  (choices, place) =>
    write(place, choices.oneOf(['', 'x', 'X y', '$(params.nope)', '$(tasks.nope.results.r)', 'a'.repeat(70), 7, true, [], {}, null])),
  (choices, place, all) => write(place, structuredClone(read(choices.oneOf(all)))),
  (_, { holder }) => {
    if (Array.isArray(holder)) holder.push(structuredClone(holder[0]));
  },
  (choices, place) => {
    const value = read(place);
    if (typeof value === 'string')
      write(
        place,
        choices.oneOf([`${value}x`, value.slice(1), `${value}${value}`, value.replace('[*]', ''), value.replace('results', 'result')]),
      );
  },
  (choices, place) => {
    const { holder, key } = place;
    if (Array.isArray(holder)) return;
    const value = holder[key];
    delete holder[key];
    holder[choices.oneOf([`${key}s`, String(key).toLowerCase(), String(key).slice(0, -1), String(key).toUpperCase()])] = value;
  },
  (choices, place) => write(place, retyped(choices, read(place))),
  (choices, place, all) => {
    const other = choices.oneOf(all);
    const value = read(place);
    remove(place);
    write(other, structuredClone(value));
  },
  (choices, place, all) => {
    const value = read(place);
    if (typeof value !== 'string') return;
    const texts = all.map(read).filter((text): text is string => typeof text === 'string' && text.length < 40);
    write(
      place,
      value.replace(/(?<=[.(])[\w-]+(?=[.)[])/, () => choices.oneOf(texts)),
    );
  },
  (choices, { holder }, all) => {
    const other = choices.oneOf(all);
    if (!Array.isArray(holder)) holder[String(other.key)] = structuredClone(read(other));
  },
];

const TEXTS = [
  '$(params.x',
  "$(params['x'])",
  '$(results.x)',
  '$(tasks.a.status)',
  '$(tasks.reason)',
  '$(workspaces.x)',
  '$(steps.a.outputs.b)',
  '$(date)',
];

/** Changes what stands between `$(` and `)`, as people mistake it. */
function changeVariable(choices: Choices, place: Place): void {
  const value = read(place);
  if (typeof value !== 'string') return;
  const inside = /\$\(([^)]*)\)/;
  const changed = inside.test(value)
    ? value.replace(inside, (_, body: string) =>
        choices.oneOf([
          `$(${body}`,
          `$( ${body} )`,
          `\${${body}}`,
          `$(${body}[*])`,
          `$(${body}[0])`,
          `$(${body}.x)`,
          `$(${body.replace(/\.([\w-]+)$/, "['$1']")})`,
          `$(${body.replace('.', '..')})`,
        ]),
      )
    : `${value}${choices.oneOf(TEXTS)}`;
  write(place, changed);
}

/** The value as another JSON type. */
function retyped(choices: Choices, value: unknown): unknown {
  if (typeof value === 'string') return choices.oneOf([[value], { name: value }, { [value]: value }, 1.1, false]);
  if (Array.isArray(value)) return choices.oneOf([value[0] ?? null, { ...value }, String(value), [value]]);
  if (typeof value === 'object' && value !== null) return choices.oneOf([[value], Object.values(value), JSON.stringify(value)]);
  return choices.oneOf([String(value), [value], -1, 0]);
}

function placesOf(holder: Holder, path: string): Place[] {
  const keys = Array.isArray(holder) ? holder.map((_item, index) => index) : Object.keys(holder);
  return keys.flatMap((key) => {
    const place = { holder, key, path: `${path}.${key}` };
    const value = read(place);
    return typeof value === 'object' && value !== null ? [place, ...placesOf(value as Holder, place.path)] : [place];
  });
}

function read({ holder, key }: Place): unknown {
  return (holder as Record<string, unknown>)[key];
}

function write({ holder, key }: Place, value: unknown): void {
  (holder as Record<string, unknown>)[key] = value;
}

function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
