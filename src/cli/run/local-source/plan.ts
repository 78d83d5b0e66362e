import { quoted, suggestion } from '../../../diagnostics';
import type { Param, PipelineWorkspaceSpec, RunDefaults, WorkspaceBinding } from '../../../spec';

/** Where the files of a local directory go. */
export interface LocalPlan {
  readonly directory: string;
  /** The workspace that receives them. */
  readonly workspace: string;
  /** The directory in the volume; empty for its root. */
  readonly path: string;
  /** The claim that they are written to. */
  readonly claim: string;
  /** The spec of the claim when it is new. */
  readonly newClaim?: object | undefined;
  /** The bindings of the run, in which the workspace has the claim. */
  readonly bindings: readonly WorkspaceBinding[];
  /** The params of the run, with the one that names the directory. */
  readonly params: readonly Param[];
}

/** What a plan is made from. */
export interface PlanParts {
  /** `DIR` or `WORKSPACE=DIR`. */
  readonly option: string;
  readonly runName: string;
  readonly declared: readonly PipelineWorkspaceSpec[];
  readonly defaults: RunDefaults;
  readonly bindings: readonly WorkspaceBinding[];
  readonly params: readonly Param[];
}

/**
 * Says where files go: into the workspace that the Pipeline's annotation, the option, or there being only one required workspace names. A
 * Pipeline whose source takes `workspace:PATH` gets them in a directory of the run; others at the root of a new claim, or in a directory of
 * an existing claim that the run sees as its root.
 */
export function planLocalSource({
  option,
  runName,
  declared,
  defaults,
  bindings,
  params,
}: PlanParts): LocalPlan | { readonly problem: string } {
  const { named, directory } = divided(option, declared);
  const { localSource } = defaults;
  const workspace = named ?? localSource?.workspace ?? onlyRequired(declared);
  if (workspace === undefined)
    return {
      problem: `several workspaces could take the files; expected WORKSPACE=DIR with one of: ${declared.map(({ name }) => name).join(', ') || 'none'}`,
    };
  const binding = bindings.find(({ name }) => name === workspace);
  if (binding === undefined)
    return {
      problem: `unknown workspace ${quoted(workspace)}${suggestion(
        workspace,
        declared.map(({ name }) => name),
      )}`,
    };
  const { volumeClaimTemplate, persistentVolumeClaim } = binding;
  if (volumeClaimTemplate === undefined && persistentVolumeClaim === undefined)
    return { problem: `workspace ${quoted(workspace)} has no claim that files could be written to; bind one, as -w ${workspace}=1Gi` };
  const claim = persistentVolumeClaim?.claimName ?? `${runName}-${SUFFIX}`;
  const isNamed = localSource?.workspace === workspace;
  const own = `tekwire-local/${runName}`;
  const subPath = isNamed || persistentVolumeClaim === undefined ? binding.subPath : [binding.subPath, own].filter(Boolean).join('/');
  const bound = {
    name: workspace,
    persistentVolumeClaim: persistentVolumeClaim ?? { claimName: claim },
    ...(subPath === undefined ? {} : { subPath }),
  };
  return {
    directory,
    workspace,
    path: isNamed ? [binding.subPath, own].filter(Boolean).join('/') : (subPath ?? ''),
    claim,
    newClaim: volumeClaimTemplate?.spec,
    bindings: bindings.map((one) => (one.name === workspace ? bound : one)),
    params: isNamed && localSource !== undefined ? withParam(params, localSource.param, `workspace:${own}`) : params,
  };
}

const SUFFIX = 'source';

function divided(
  option: string,
  declared: readonly PipelineWorkspaceSpec[],
): { readonly named: string | undefined; readonly directory: string } {
  const at = option.indexOf('=');
  const isNamed = at > 0 && !option.slice(0, at).includes('/');
  if (!isNamed && !declared.some(({ name }) => option.startsWith(`${name}=`))) return { named: undefined, directory: option };
  return { named: option.slice(0, at), directory: option.slice(at + 1) };
}

function onlyRequired(declared: readonly PipelineWorkspaceSpec[]): string | undefined {
  const required = declared.filter(({ optional = false }) => !optional);
  return required.length === 1 ? required[0]?.name : undefined;
}

function withParam(params: readonly Param[], name: string, value: string): readonly Param[] {
  return [...params.filter((one) => one.name !== name), { name, value }];
}
