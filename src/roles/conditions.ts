import { expectedOneOf, quoted, TekwireError } from '../diagnostics';
import { type Condition, isText, makeReference, type Ref, type StringRef, type Text, text, textOf, tryFindTarget } from '../refs';
import { pathOf, refuse } from '../synth';
import type { UsableTask } from '../task';
import { type Language, languages } from './languages';
import type { ConditionalOptions, ConditionContext } from './placed';

/** The source of a pipeline in it. */
interface SourceTask {
  readonly name: string;
  readonly task: UsableTask;
}

/** The conditions of a component in the pipeline. @throws TekwireError for a condition that its readers could not judge */
export function conditionsOf(
  pipeline: object,
  source: SourceTask,
  name: string,
  { when, languages: wanted }: ConditionalOptions,
): Condition[] {
  const where = `${name} when`;
  if (when !== undefined && typeof when !== 'function')
    refuse(pipeline, where, when, "a function that returns conditions; write when: ({ source }) => [source('url').notIn('')]");
  const own = when?.(contextOf(pipeline, source)) ?? [];
  if (!Array.isArray(own)) refuse(pipeline, where, own, "an array of conditions, such as [source('url').notIn('')]");
  for (const one of own) demandJudged(pipeline, where, one);
  return wanted === undefined ? own : [...own, languageCondition(pipeline, source, name, wanted)];
}

function contextOf(pipeline: object, source: SourceTask): ConditionContext {
  const reference = (body: string) => makeReference<StringRef>({ body, type: 'string', owner: pipeline });
  return {
    source: (result) => reference(`tasks.${source.name}.results.${result}`),
    param: (name) => reference(`params.${name}`),
  };
}

/** The reader of findings checks the conditions of the task whose findings it reads; it has no CEL, and an array has no end in a path. */
function demandJudged(pipeline: object, where: string, condition: Condition): void {
  const isString = (value: unknown) => typeof value === 'string' || isText(value) || tryFindTarget(value)?.type === 'string';
  const { input, operator, values } = condition ?? {};
  const fits = isString(input) && (operator === 'in' || operator === 'notin') && Array.isArray(values) && values.every(isString);
  if (!fits) refuse(pipeline, where, condition, "conditions on strings, such as source('url').in('https://git.acme.example/web')");
}

/** Holds when one of the languages is in the sources. */
function languageCondition(pipeline: object, { name, task }: SourceTask, of: string, wanted: readonly Language[]): Condition {
  const where = `${of} languages`;
  if (!Array.isArray(wanted) || wanted.length === 0) refuse(pipeline, where, wanted, "an array with at least one language, such as ['go']");
  if (task.surface.results.languages === undefined)
    fail(pipeline, where, `the source ${quoted(task.name)} has no result "languages"; use GitClone, or write when`);
  const inputs = wanted.map((one) => {
    if (!languages.includes(one)) fail(pipeline, where, `unknown language ${quoted(one)}${expectedOneOf(one, languages)}`);
    return makeReference<StringRef>({ body: `tasks.${name}.results.languages.${one}`, type: 'string', owner: pipeline });
  });
  // conditions are joined by "and"; "not all of them are false" is the "or"
  return { input: joined(inputs), operator: 'notin', values: [wanted.map(() => 'false').join('')] };
}

function joined([first, ...others]: readonly StringRef[]): Text | Ref<'string'> {
  return others.reduce<Text | Ref<'string'>>((all, one) => text`${all}${one}`, first as StringRef);
}

function fail(pipeline: object, where: string, problem: string): never {
  throw new TekwireError(`${pathOf(pipeline)} ${where}: ${problem}`, { code: 'TW288', where, problem });
}

/**
 * The path of a findings file together with the conditions of its writer: a reader that finds no file then knows whether the writer was
 * skipped. The uid of the run separates the parts, because it is not known when params are set.
 */
export function conditionalPath<F>(path: Ref<'string', F>, conditions: readonly Condition[]): Ref<'string', F> | Text {
  if (conditions.length === 0) return path;
  const parts = conditions.flatMap(({ input, operator, values }) => [operator, String(values.length), input, ...values]);
  const content = parts.map((part) => `|$(context.pipelineRun.uid)|${String(part)}`).join('');
  return textOf(`${String(path)}/?when=${content}`, [path, ...parts]);
}
