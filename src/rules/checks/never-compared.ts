import { type FieldPath, meantBy } from '../../diagnostics';
import { parseVariable } from '../../refs';
import { inlineScript } from '../set/line-ends';
import type { Lookup } from '../set/lookup';
import type { TaskView } from '../view/task-view';
import { items, type Loose } from '../view/view';
import { comparisonsIn } from './program-comparisons';
import type { Comparison } from './shell-comparisons';

const OF_TASK = ['Succeeded', 'Failed', 'None'];
const OF_ALL = ['Succeeded', 'Failed', 'Completed', 'None'];
const BOUND = ['true', 'false'];

/** Every possible value of a string; undefined when it can be anything. */
export function possibleValues(text: string): readonly string[] | undefined {
  if (!text.startsWith('$(') || text.indexOf(')') !== text.length - 1) return undefined;
  const variable = parseVariable(text.slice(2, -1));
  if (variable.kind === 'tasks-status') return OF_ALL;
  if (variable.kind === 'task-status') return variable.field === 'status' ? OF_TASK : undefined;
  return variable.kind === 'workspace' && variable.field === 'bound' ? BOUND : undefined;
}

/** A comparison that never holds: a step, and the word in its script or condition. */
export interface NeverCompared {
  /** The field path in the `spec` of the Task. */
  readonly field: FieldPath;
  readonly step: string;
  readonly word: string;
}

/** The comparisons in the steps of a Task of a variable (the part between the parentheses) with words that it never is. */
export function neverCompared(
  task: TaskView,
  body: string,
  known: readonly string[],
  lookup: Pick<Lookup, 'stepAction'>,
): readonly NeverCompared[] {
  const whole = `$(${body})`;
  return items(task.spec.steps).flatMap(({ at, item }) => {
    const { name = String(at), script = '', ref, when } = item;
    const conditions = items(when).flatMap((condition) =>
      (condition.item.input === whole ? items(condition.item.values) : [])
        .filter((value) => !value.item.includes('$(') && !known.includes(value.item))
        .map((value) => ({ field: ['steps', at, 'when', condition.at, 'values', value.at], step: name, word: value.item })),
    );
    const action = ref?.name === undefined || ref.resolver ? undefined : lookup.stepAction(task.document, ref.name);
    if (action !== undefined) {
      const { spec } = action;
      const passed = items(item.params).filter((param) => param.item.value === whole);
      const names = passed.flatMap((param) => envNames([spec.env], `$(params.${param.item.name})`));
      return [...conditions, ...inScript(spec.script ?? '', names, known, { field: ['steps', at, 'params'], step: name })];
    }
    const names = envNames([task.spec.stepTemplate?.env, item.env], whole);
    const inline = script === '' ? inlineScript(item.command, item.args) : '';
    const field = ['steps', at, inline === '' ? 'script' : 'args'];
    return [...conditions, ...inScript(script || inline, [body, ...names], known, { field, step: name })];
  });
}

type Env = readonly Loose<{ readonly name: string; readonly value?: string }>[] | undefined;

/** The environment variables with this value; a later list overrides an earlier one. */
function envNames(lists: readonly Env[], value: string): readonly string[] {
  const values = new Map<string, string | undefined>();
  for (const list of lists) for (const { item } of items(list)) values.set(item.name ?? '', item.value);
  return [...values].flatMap(([name, one]) => (one === value ? [name] : []));
}

function inScript(
  script: string,
  names: readonly string[],
  known: readonly string[],
  place: Pick<NeverCompared, 'field' | 'step'>,
): readonly NeverCompared[] {
  // most scripts compare nothing with these names
  if (!names.some((name) => script.includes(name))) return [];
  const own = comparisonsIn(script).filter(({ variable }) => names.includes(variable.replace(/\[["'](.+)["']\]$/, '.$1')));
  return own.filter((one) => isMistake(one, own, known)).map(({ word }) => ({ ...place, word }));
}

/** Whether no branch of the script covers what the author meant. */
function isMistake({ word, group }: Comparison, all: readonly Comparison[], known: readonly string[]): boolean {
  if (word === '' || known.includes(word)) return false;
  const possible = all.filter((one) => known.includes(one.word));
  // alternatives, such as [ "$s" = Success ] || [ "$s" = Succeeded ]
  if (possible.some((one) => one.group === group)) return false;
  const meant = meantValue(word, known);
  return possible.length === 0 || (meant !== undefined && possible.every((one) => one.word !== meant));
}

const MEANINGS: readonly (readonly [value: string, pattern: RegExp])[] = [
  ['Succeeded', /^(?:succe\w*|pass(?:ed)?|ok)$/i],
  ['Failed', /^(?:fail\w*|error\w*)$/i],
  ['None', /^(?:none|skip\w*|null)$/i],
  ['Completed', /^complete\w*$/i],
  ['true', /^(?:true|yes|y|1|bound)$/i],
  ['false', /^(?:false|no|n|0|unbound)$/i],
];

/** The value that a word likely stands for. */
function meantValue(word: string, known: readonly string[]): string | undefined {
  return MEANINGS.find(([value, pattern]) => known.includes(value) && pattern.test(word))?.[0] ?? meantBy(word, known);
}

/** The end of a message about a word that a variable never is. */
export function insteadOf(word: string, known: readonly string[]): string {
  const meant = meantValue(word, known);
  return `; expected one of: ${known.join(', ')}${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}
