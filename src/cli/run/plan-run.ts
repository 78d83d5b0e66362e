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
  const { options, err } = call;
  const { params: declared = [], workspaces: declaredWorkspaces = [] } = pipeline.spec;
  const defaults = defaultsOf(pipeline);
  const read = readParams(textsOf(call, 'param'), declared);
  const workspaces = readWorkspaces(textsOf(call, 'workspace'), declaredWorkspaces, defaults.workspaces);
  const isDryRun = options['dry-run'] === true;
  const name = nameOf(call) ?? (isDryRun ? undefined : runName(pipeline.metadata?.name ?? ''));
  const option = textOf(call, 'local-source');
  const local =
    option === undefined
      ? undefined
      : planLocalSource({
          option,
          runName: name ?? '',
          declared: declaredWorkspaces,
          defaults,
          bindings: workspaces.bindings,
          params: read.params,
        });
  const problems = [
    ...read.problems,
    ...workspaces.problems,
    ...(local !== undefined && 'problem' in local ? [`--local-source: ${local.problem}`] : []),
  ];
  const plan = local !== undefined && 'problem' in local ? undefined : local;
  const given = plan?.params ?? read.params;
  const missing = read.missing.filter((spec) => !given.some((one) => one.name === spec.name));
  if (missing.length > 0 && terminal === undefined)
    problems.push(...missing.map((spec) => `missing param ${describeParam(spec)}; pass -p ${spec.name}=VALUE`));
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const asked: readonly Param[] | undefined = terminal === undefined ? [] : await askParams(missing, terminal, err);
  if (asked === undefined) return undefined;
  const order = new Map(declared.map((spec, at) => [spec.name, at]));
  const params = [...given, ...asked].sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
  const run = buildRun({
    pipeline,
    name,
    namespace: pipeline.metadata?.namespace ?? namespace,
    params,
    workspaces: plan?.bindings ?? workspaces.bindings,
    defaults,
    serviceAccount: textOf(call, 'service-account'),
    podTemplate: podTemplateOf(call),
    timeout: timeoutOf(call),
    labels: labelsOf(call),
    isPending: plan !== undefined,
  });
  const { errors, advice } = problemsOfRun(run, pipeline);
  if (errors.length > 0) throw new UsageError(errors.join('\n'));
  for (const one of workspaces.assumed) err(`workspace "${one}": a new claim of 1Gi; -w ${one}=… chooses another source`);
  for (const line of advice) err(`advice: ${line}`);
  return { run, local: plan };
}
