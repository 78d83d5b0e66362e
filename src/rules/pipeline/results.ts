import { type FieldPath, quoted } from '../../diagnostics';
import type { Variable } from '../../refs';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineView } from '../view/pipeline-view';
import { type Use, usesIn } from '../view/use';
import { items } from '../view/view';

/** Rules about the results of a Pipeline. */
export const pipelineResultRules: readonly Rule[] = [
  {
    code: 'TW230',
    slug: 'invalid-pipeline-result',
    title: 'pipeline result does not consist of task results',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineResults',
    severity: 'error',
    on: 'pipeline',
    check: checkResults,
  },
  {
    code: 'TW242',
    slug: 'unknown-pipeline-result-source',
    title: 'pipeline result refers to an unknown task result',
    why: 'the run fails at once with InvalidPipelineResultReference',
    source: 'pkg/reconciler/pipelinerun/resources/validate_dependencies.go ValidatePipelineResults',
    severity: 'error',
    on: 'pipeline',
    check: checkDeclared,
  },
];

function checkResults(pipeline: PipelineView, context: Context, report: Report): void {
  for (const { at, item } of items(pipeline.spec.results)) {
    const field = ['results', at, 'value'];
    const uses = usesIn(item.value, pipeline);
    const doubled = doubledTexts(item.value, uses);
    const problems = uses.flatMap((use) => useProblems(use, doubled.has(String(use.path[0])), context));
    for (const [path, ...problem] of problems) report([...field, ...path], ...problem);
    if (uses.length === 0)
      report(field, `the value of result ${quoted(item.name ?? '')} contains no task result; write $(tasks.<task>.results.<result>)`);
    else if (problems.length === 0 && typeof item.value === 'string') checkText(item.value, field, report);
  }
}

type Problem = readonly [path: FieldPath, message: string, fix?: string];

/** The texts, by their first key, that have a bracket twice; each is searched once, however many variables it has. */
function doubledTexts(value: unknown, uses: readonly Use[]): ReadonlySet<string> {
  const keys = new Map(uses.map(({ path }) => [String(path[0]), path]));
  return new Set([...keys].flatMap(([key, path]) => (textAt(value, path).includes('$($(') ? [key] : [])));
}

function useProblems(use: Use<Variable, PipelineView>, isDoubled: boolean, context: Context): Problem[] {
  const { variable, body, path, isNested } = use;
  const nested: Problem[] = isNested || isDoubled ? [[path, `"$(${body})" is inside another variable, which Tekton never replaces`]] : [];
  if (variable.kind !== 'task-result' && variable.kind !== 'finally-result')
    return [...nested, [path, `"$(${body})" is not a task result`, 'write $(tasks.<task>.results.<result>)']];
  if (variable.kind === 'task-result' && !variable.isSeen)
    return [...nested, [path, `Tekton does not recognise "$(${body})" as a result reference`, 'write $(tasks.<task>.results.<result>)']];
  const { byName } = use.owner;
  const task = byName.get(variable.task);
  if (task === undefined)
    return [...nested, [path, `unknown task ${quoted(variable.task)} of the pipeline${context.suggest(variable.task, byName.keys())}`]];
  if (task.isFinal === (variable.kind === 'finally-result')) return nested;
  const section = task.isFinal ? 'finally' : 'tasks';
  return [...nested, [path, `${quoted(variable.task)} is a task of ${section}; write $(${body.replace(/^[a-z]+/, section)})`]];
}

/**
 * Tekton splits a string at each "$", and every part must start with a result (taskContainsResult). So text is allowed after a result if
 * it has neither "$" nor more than one dot, but not before the first result. Items of arrays and objects are not checked.
 */
function checkText(value: string, field: FieldPath, report: Report): void {
  const parts = value.split('$').filter((part) => part !== '');
  const wrong = parts.find((part) => !isResult(`$${part}`.replace(/^\$\(/, '').replace(/\)$/, '')));
  if (wrong === undefined) return;
  const message =
    wrong === parts[0] && !value.startsWith('$')
      ? `${quoted(wrong)} is before the first result, but the value must start with a result`
      : `${quoted(`$${wrong}`)} is not a valid result: after a result, text may have neither "$" nor several dots`;
  report(field, message, 'let a task write the whole string to a result of its own, and use that result');
}

function isResult(expression: string): boolean {
  const parts = expression.split('.');
  return (parts.length === 4 || parts.length === 5) && (parts[0] === 'tasks' || parts[0] === 'finally') && parts[2] === 'results';
}

function textAt(value: unknown, [key]: FieldPath): string {
  const text = key === undefined ? value : (value as Readonly<Record<string, unknown>>)[key];
  return typeof text === 'string' ? text : '';
}

function checkDeclared(pipeline: PipelineView, context: Context, report: Report): void {
  const { spec, byName } = pipeline;
  for (const { at, item } of items(spec.results)) {
    const { value } = item;
    for (const { variable, path } of usesIn(value, pipeline)) {
      if (variable.kind !== 'task-result' && variable.kind !== 'finally-result') continue;
      const task = byName.get(variable.task);
      const results = task && context.lookup.taskOf(task)?.results;
      if (results === undefined || results.has(variable.result)) continue;
      report(
        ['results', at, 'value', ...path],
        `unknown result ${quoted(variable.result)} of task ${quoted(variable.task)}${context.suggest(variable.result, results.keys())}`,
      );
    }
  }
}
