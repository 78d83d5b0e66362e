import { quoted, suggestion } from '../../diagnostics';
import type { PipelineWorkspaceSpec, WorkspaceBinding } from '../../spec';

/** The size of a claim when the command line gives none. */
const DEFAULT_SIZE = '1Gi';

/** The forms of `-w`, for messages. */
export const WORKSPACE_FORMS =
  'expected NAME=SIZE (a new claim, as code=1Gi), NAME=claim:CLAIM, NAME=emptydir, NAME=secret:SECRET or NAME=config:CONFIGMAP';

/** The workspaces of a run, and what is wrong with them. */
export interface ReadWorkspaces {
  readonly bindings: readonly WorkspaceBinding[];
  /** Names of workspaces that got a new claim because nothing else was said. */
  readonly assumed: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Reads `-w` options: `code=1Gi`, `code=claim:cache/sub`, or as tkn writes it, `name=code,claimName=cache,subPath=sub`. A workspace that is
 * required and neither given nor among the defaults of the Pipeline gets a new claim of 1 GiB.
 */
export function readWorkspaces(
  given: readonly string[],
  declared: readonly PipelineWorkspaceSpec[],
  defaults: readonly WorkspaceBinding[] = [],
): ReadWorkspaces {
  const problems: string[] = [];
  const chosen = new Map<string, WorkspaceBinding>();
  for (const option of given) {
    const read = bindingOf(option);
    if ('problem' in read) problems.push(`-w ${quoted(option)}: ${read.problem}`);
    else if (!declared.some(({ name }) => name === read.name))
      problems.push(
        `-w ${quoted(option)}: unknown workspace ${quoted(read.name)}${suggestion(
          read.name,
          declared.map(({ name }) => name),
        )}`,
      );
    else if (chosen.has(read.name)) problems.push(`-w ${read.name}: given twice`);
    else chosen.set(read.name, read);
  }
  const assumed: string[] = [];
  const bindings = declared.flatMap(({ name, optional = false }): WorkspaceBinding[] => {
    const binding = chosen.get(name) ?? defaults.find((one) => one.name === name);
    if (binding !== undefined) return [binding];
    if (optional) return [];
    assumed.push(name);
    return [newClaim(name, DEFAULT_SIZE)];
  });
  return { bindings, assumed, problems };
}

type Read = WorkspaceBinding | { readonly problem: string };

function bindingOf(option: string): Read {
  if (/^name=[^,]+,/.test(option)) return bindingOfTkn(option);
  const at = option.indexOf('=');
  if (at < 1) return { problem: WORKSPACE_FORMS };
  const [name, source] = [option.slice(0, at), option.slice(at + 1)];
  if (SIZE.test(source)) return newClaim(name, source);
  const [kind = '', ...rest] = source.split(':');
  const value = rest.join(':');
  const [object = '', ...path] = value.split('/');
  const subPath = path.length === 0 ? {} : { subPath: path.join('/') };
  if (kind.toLowerCase() === 'emptydir' && (value === '' || value === 'Memory'))
    return { name, emptyDir: value === '' ? {} : { medium: 'Memory' } };
  if (!OBJECT.test(object)) return { problem: WORKSPACE_FORMS };
  if (kind === 'claim') return { name, persistentVolumeClaim: { claimName: object }, ...subPath };
  if (kind === 'secret') return { name, secret: { secretName: object }, ...subPath };
  if (kind === 'config') return { name, configMap: { name: object }, ...subPath };
  return { problem: WORKSPACE_FORMS };
}

// resource.Quantity without exponents, and the names of objects
const SIZE = /^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)?$/;
const OBJECT = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** As `tkn pipeline start -w` reads it (tektoncd/cli pkg/workspaces). */
function bindingOfTkn(option: string): Read {
  const fields = option.split(',').map((part) => part.split(/=(.*)/s, 2) as [string, string?]);
  const [, name = ''] = fields[0] ?? [];
  const source: Record<string, unknown> = {};
  for (const [key, value = ''] of fields.slice(1)) {
    if (key === 'claimName') source.persistentVolumeClaim = { claimName: value };
    else if (key === 'subPath') source.subPath = value;
    else if (key === 'emptyDir') source.emptyDir = value === '' ? {} : { medium: value };
    else if (key === 'secret') source.secret = { secretName: value };
    else if (key === 'config') source.configMap = { name: value };
    else if (key === 'size') Object.assign(source, newClaim(name, value));
    else return { problem: `unknown field ${quoted(key)}${suggestion(key, TKN_FIELDS)}` };
  }
  return Object.keys(source).some((key) => key !== 'subPath' && key !== 'name') ? { ...source, name } : { problem: WORKSPACE_FORMS };
}

const TKN_FIELDS = ['claimName', 'subPath', 'emptyDir', 'secret', 'config', 'size'];

function newClaim(name: string, storage: string): WorkspaceBinding {
  return { name, volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } } };
}
