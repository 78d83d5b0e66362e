import type { Param, PipelineManifest, PipelineRunManifest } from '../../spec';
import { type Call, UsageError } from '../command';
import { askParams } from './ask';
import { buildRun, problemsOfRun, runName } from './build-run';
import { type LocalPlan, planLocalSource } from './local-source/plan';
import { describeParam, readParams } from './params';
import { defaultsOf, labelsOf, nameOf, podTemplateOf, textOf, textsOf, timeoutOf } from './run-options';
import type { Terminal } from './terminal';
import { readWorkspaces } from './workspaces';

/** A run that can be created. */
export interface PlannedRun {
  readonly run: PipelineRunManifest;
  /** Where a local directory goes; undefined without one. */
  readonly local: LocalPlan | undefined;
}

/**
 * Makes a run from the options, by the declaration of the Pipeline. Asks for params that have no value when there is a terminal.
 * @returns undefined when the input ended at a question
 * @throws UsageError with everything that is wrong
 */
export async function planRun(
  call: Call,
  pipeline: PipelineManifest,
  terminal: Terminal | undefined,
  namespace: string | undefined,
): Promise<PlannedRun | undefined> {
  const { err } = call;
  const { params: declared = [] } = pipeline.spec;
  const { name, read, workspaces, local, defaults, problems } = readOptions(call, pipeline);
  const given = local?.params ?? read.params;
  const missing = read.missing.filter((spec) => !given.some((one) => one.name === spec.name));
  if (missing.length > 0 && terminal === undefined)
    problems.push(...missing.map((spec) => `missing param ${describeParam(spec)}; pass -p ${spec.name}=VALUE`));
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const asked: readonly Param[] | undefined = terminal === undefined ? [] : await askParams(missing, terminal, err);
  if (asked === undefined) return undefined;
  const order = new Map(declared.map((spec, at) => [spec.name, at]));
  const run = buildRun({
    pipeline,
    name,
    namespace: pipeline.metadata?.namespace ?? namespace,
    params: [...given, ...asked].sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0)),
    workspaces: local?.bindings ?? workspaces.bindings,
    defaults,
    serviceAccount: textOf(call, 'service-account'),
    podTemplate: podTemplateOf(call),
    timeout: timeoutOf(call),
    labels: labelsOf(call),
    isPending: local !== undefined,
  });
  const { errors, advice } = problemsOfRun(run, pipeline);
  if (errors.length > 0) throw new UsageError(errors.join('\n'));
  for (const one of workspaces.assumed) err(`workspace "${one}": a new claim of 1Gi; -w ${one}=… chooses another source`);
  for (const line of advice) err(`advice: ${line}`);
  return { run, local };
}

/** What the options say of params, workspaces and a local directory, with everything that is wrong in them. */
function readOptions(call: Call, pipeline: PipelineManifest) {
  const { params = [], workspaces: declared = [] } = pipeline.spec;
  const defaults = defaultsOf(pipeline);
  const read = readParams(textsOf(call, 'param'), params);
  const workspaces = readWorkspaces(textsOf(call, 'workspace'), declared, defaults.workspaces);
  const name = nameOf(call) ?? (call.options['dry-run'] === true ? undefined : runName(pipeline.metadata?.name ?? ''));
  const option = textOf(call, 'local-source');
  const plan =
    option === undefined
      ? undefined
      : planLocalSource({ option, runName: name ?? '', declared, defaults, bindings: workspaces.bindings, params: read.params });
  const isWrong = plan !== undefined && 'problem' in plan;
  const problems = [...read.problems, ...workspaces.problems, ...(isWrong ? [`--local-source: ${plan.problem}`] : [])];
  return { name, read, workspaces, local: isWrong ? undefined : plan, defaults, problems };
}
