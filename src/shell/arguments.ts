import { parseVariable, scan } from '../refs';
import { findHazards } from './hazards';
import type { Part, Place, Word } from './syntax';

/** A variable in a word of a program's command line. */
interface Variable {
  readonly body: string;
  /** Offset of its `$`. */
  readonly at: number;
}

/** A container's command line and variables. */
export interface CommandLine {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name?: string; readonly value?: string }[];
  /** Takes the place of the command. */
  readonly script?: string;
}

/** A value of a run that becomes text of a program. */
export interface RunValue {
  /** What stands between the brackets of its `$( )`. */
  readonly body: string;
  /** Of the container: `command` or `args`, and the item. */
  readonly field: readonly ['command' | 'args', number];
  /** Where it stands, as `the program text of "sh -c"`. */
  readonly where: string;
  readonly fix: string;
}

/**
 * The values of a run in the program text of a container's command line, as in `sh -c "echo $(params.x)"`.
 * @param template - the Task's stepTemplate; its command and args are those of steps without their own, and reported with the template
 */
export function findRunValues(container: CommandLine, template: CommandLine = {}): readonly RunValue[] {
  const { command = container.script === undefined ? (template.command ?? []) : [], args = template.args ?? [] } = container;
  const words = [...command, ...args];
  if (!words.some((word) => word.includes('$('))) return [];
  // without a command the image's own program runs, which may be a shell's caller
  const line = command.length > 0 ? words : ['entrypoint', ...words];
  const names = namesOfValues([...(template.env ?? []), ...(container.env ?? [])]);
  const found = findRun(line, (word) => valuesIn(word, names)).map(({ index, ...one }): RunValue => {
    const at = index - line.length + words.length;
    return { ...one, field: at < command.length ? ['command', at] : ['args', at - command.length] };
  });
  return found.filter(({ field: [list] }) => container[list] !== undefined);
}

/** The variables that hold a value of the run: the kubelet puts them into the command line, too. */
function namesOfValues(env: NonNullable<CommandLine['env']>): ReadonlySet<string> {
  return new Set(env.flatMap(({ name, value = '' }) => (name !== undefined && valuesIn(value, NONE).length > 0 ? [name] : [])));
}

const NONE: ReadonlySet<string> = new Set();
const KINDS: ReadonlySet<string> = new Set(['param', 'task-result', 'step-result']);

function valuesIn(word: string, names: ReadonlySet<string>): readonly Variable[] {
  return scan(word).filter(({ body }) => names.has(body) || KINDS.has(parseVariable(body).kind));
}

interface Found {
  readonly index: number;
  readonly body: string;
  readonly where: string;
  readonly fix: string;
}

function findRun(words: readonly string[], variablesIn: (word: string) => readonly Variable[]): readonly Found[] {
  const places: Place[] = [];
  const found = words.flatMap((word, index) => variablesIn(word).map((variable) => ({ ...variable, index })));
  const read = words.map((word) => wordOf(word, variablesIn(word), places));
  if (found.length === 0) return [];
  findHazards({
    commands: [{ kind: 'simple', assignments: [], words: read, redirects: [], feeds: [] }],
    places,
    uses: [],
    marks: [],
    parameters: new Set(),
    functions: [],
  });
  return places.flatMap(({ index, hazard }) => {
    const variable = found[index];
    return hazard?.isProgram && variable ? [{ index: variable.index, body: variable.body, where: hazard.where, fix: hazard.fix }] : [];
  });
}

/** The word with a place for each of its variables; no shell reads it. */
function wordOf(word: string, variables: readonly Variable[], places: Place[]): Word {
  const parts: Part[] = [];
  let end = 0;
  for (const { at, body } of variables) {
    const place: Place = { index: places.length, at, quoting: 'bare', isEscaped: false };
    places.push(place);
    if (at > end) parts.push({ kind: 'text', text: word.slice(end, at), isQuoted: true });
    parts.push({ kind: 'value', place });
    end = at + body.length + 3;
  }
  parts.push({ kind: 'text', text: word.slice(end), isQuoted: true });
  return { from: 0, to: 0, parts };
}
