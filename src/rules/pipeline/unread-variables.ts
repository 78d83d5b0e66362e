import { quoted } from '../../diagnostics';
import { paramFormProblem } from '../checks/variable-problems';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isValue, makesEdge } from '../set/value-fields';
import type { PipelineUse } from '../view/pipeline-view';

/** Rules about variables in pipeline tasks that Tekton does not recognise or replace. */
export const unreadVariableRules: readonly Rule[] = [
  {
    code: 'TW262',
    slug: 'unresolved-pipeline-variable',
    title: 'variable in a Pipeline is not replaced',
    why: 'the task gets the literal "$(tasks.build.result.digest)"',
    source: 'docs/variables.md; pkg/apis/pipeline/v1/resultref.go variableSubstitutionFormat',
    severity: 'error',
    stricter: 'Tekton ignores unknown variables',
    on: 'pipeline-use',
    of: 'other',
    check: checkUnknown,
  },
  {
    code: 'TW263',
    slug: 'unclosed-pipeline-variable',
    title: 'unclosed variable in a Pipeline',
    why: 'Tekton reads everything up to the next ")" of the line as the name of the variable, and admission refuses the Pipeline',
    source: 'pkg/substitution/substitution.go ExtractVariablesFromString',
    severity: 'error',
    exception: 'a variable that is not a param, or without another ")" in the line, is not replaced',
    on: 'pipeline-use',
    of: 'unclosed',
    check: ({ body, path }, _, report) => {
      if (!isProse(path)) report([], `"$(${body}" has no ")"`, `write "$(${/^[\w.-]*/.exec(body)?.[0]})"`);
    },
  },
  {
    code: 'TW268',
    slug: 'unread-pipeline-param-reference',
    title: 'malformed reference to a pipeline param',
    why: 'Tekton reads brackets and further dots as part of the name, and admission refuses the Pipeline',
    source: 'pkg/substitution/substitution.go ExtractVariablesFromString',
    severity: 'error',
    exception: 'outside params, matrix and when, Tekton does not check the reference and does not replace it',
    on: 'pipeline-use',
    of: 'param',
    check: ({ variable, body, path, owner }, _, report) => {
      const problem =
        variable.extra || isProse(path) || owner.pipeline.scope.find(variable.name) === undefined
          ? undefined
          : paramFormProblem(variable, body);
      if (problem !== undefined) report([], problem.message, problem.fix);
    },
  },
  {
    code: 'TW271',
    slug: 'braced-pipeline-variable',
    title: 'Tekton variable in braces in a Pipeline',
    why: 'Tekton replaces only $(params.name), so the task gets the literal "${params.name}"',
    source: 'pkg/substitution/substitution.go ApplyReplacements',
    severity: 'error',
    stricter: 'Tekton reads ${params.name} as a plain string',
    on: 'pipeline-use',
    of: 'braced',
    check: ({ body, path }, _, report) => {
      if (!isProse(path)) report([], `Tekton does not replace "\${${body}}"`, `write $(${body})`);
    },
  },
  {
    code: 'TW267',
    slug: 'embedded-whole-result',
    title: 'whole array or object result inside a longer string',
    why: 'Tekton replaces "[*]" only where it is the whole value, so the task gets the literal reference',
    source:
      'pkg/substitution/substitution.go ApplyArrayReplacements; pkg/reconciler/pipelinerun/resources/resultrefresolution.go getReplacements',
    severity: 'error',
    stricter: 'Tekton accepts the reference, waits for the result and passes the literal reference on',
    on: 'pipeline-use',
    of: 'task-result',
    check: checkWhole,
  },
];

/** Whether other rules check the field: descriptions and embedded Tasks. */
function isProse([first]: PipelineUse['path']): boolean {
  return first === 'description' || first === 'taskSpec';
}

const SPACED = /^\s*((?:params|tasks|context|workspaces)(?:\.[\w-]+)+(?:\[(?:\d+|\*)\])?)\s*$/;
const BEGINNING = /^(tasks|finally|context|workspaces|results|params)(?:\.[\w.-]*)?(?:\[[^\]]*\])?$/;

function checkUnknown({ body, path, owner }: PipelineUse, context: Context, report: Report): void {
  if (isProse(path) || path[0] === 'pipelineSpec') return;
  const spaced = SPACED.exec(body)?.[1];
  if (spaced !== undefined && spaced !== body) {
    report([], `"$(${body})" contains blanks, so Tekton does not replace it`, `write $(${spaced})`);
    return;
  }
  if (!BEGINNING.test(body)) return;
  const [scope = '', task = '', field = '', ...rest] = body.split('.');
  if (scope !== 'tasks' && scope !== 'finally') {
    report([], `unknown variable "$(${body})"`);
    return;
  }
  const names = owner.pipeline.byName;
  if (task !== '' && !names.has(task)) report([], `unknown task ${quoted(task)} in "$(${body})"${context.suggest(task, names.keys())}`);
  else if (field === '')
    report([], `"$(${body})" names a task, but none of its values`, `write $(tasks.${task || '<task>'}.results.<result>)`);
  else
    report(
      [],
      `unknown variable "$(${body})"${context.suggest(field, ['results', 'status', 'reason'])}`,
      rest.length > 0 && /^res/.test(field) ? `write $(tasks.${[task, 'results', ...rest].join('.')})` : undefined,
    );
}

function checkWhole(use: PipelineUse<'task-result'>, context: Context, report: Report): void {
  const { variable, isAlone, body, owner } = use;
  if (variable.index !== '*' || isAlone || (!isValue(use) && !makesEdge(use))) return;
  const producer = owner.pipeline.byName.get(variable.task);
  const result = producer && context.lookup.taskOf(producer)?.results.get(variable.result);
  // TW208 reports results of known Tasks
  if (result !== undefined && producer?.spec.matrix === undefined) return;
  report(
    [],
    `"$(${body})" is part of a longer string; Tekton replaces "[*]" only where it is the whole value`,
    'let a task join the values',
  );
}
