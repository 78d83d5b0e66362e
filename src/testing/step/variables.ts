import { join } from 'node:path';
import { TekwireError } from '../../diagnostics';
import { parseVariable, scan } from '../../refs';
import type { ParamValue } from '../../spec';
import type { StepFolder } from './folder';

/** What Tekton and Kubernetes would know when they start the step. */
export interface StepValues {
  readonly params: ReadonlyMap<string, ParamValue>;
  readonly folder: StepFolder;
  /** Workspaces that are bound. */
  readonly bound: ReadonlySet<string>;
  /** All declared workspaces. */
  readonly workspaces: ReadonlySet<string>;
  readonly stepResults: Readonly<Record<string, Readonly<Record<string, ParamValue>>>>;
  readonly context: Readonly<Record<string, string>>;
  /** Folders of this machine by the path where the pod mounts them: its empty volumes. */
  readonly mounts: ReadonlyMap<string, string>;
}

/**
 * Replaces Tekton's variables in a string, as Tekton does before the pod starts. What Tekton leaves as it is stays, such as `$(date)` in a script.
 * @throws TekwireError for a result of another step that the test does not give
 */
export function substituted(text: string, values: StepValues): string {
  let [result, end] = ['', 0];
  for (const { body, at } of scan(text)) {
    const value = valueFor(body, values);
    if (value === undefined) continue;
    result += relocated(text.slice(end, at), values) + (typeof value === 'string' ? value : JSON.stringify(value));
    end = at + body.length + '$()'.length;
  }
  return result + relocated(text.slice(end), values);
}

/** Replaces the paths of mounted volumes by their folders. */
function relocated(text: string, { mounts }: StepValues): string {
  let result = text;
  for (const [path, folder] of mounts) {
    const whole = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    result = result.replace(new RegExp(`(?<![\\w./-])${whole}(?![\\w.-])`, 'g'), () => folder);
  }
  return result;
}

/** Replaces variables in arguments; one that is a whole array becomes several arguments. */
export function substitutedList(list: readonly string[], values: StepValues): string[] {
  return list.flatMap((text) => {
    const [only] = scan(text);
    const isAlone = only !== undefined && only.at === 0 && only.body.length + '$()'.length === text.length;
    const value = isAlone ? valueFor(only.body, values) : undefined;
    return Array.isArray(value) ? [...(value as readonly string[])] : [substituted(text, values)];
  });
}

function valueFor(body: string, values: StepValues): ParamValue | undefined {
  const { folder, context, params } = values;
  const variable = parseVariable(body);
  switch (variable.kind) {
    case 'param':
      return partOf(params.get(variable.name), variable);
    case 'result-path':
      return folder.resultPath(variable.name, body.startsWith('step.'));
    case 'step-result':
      return partOf(stepResult(variable.step, variable.result, values), variable);
    case 'workspace':
      return workspaceValue(variable.name, variable.field, values);
    case 'context':
      return context[variable.path];
    default:
      return otherValue(body, folder);
  }
}

function partOf(value: ParamValue | undefined, { key, index }: { readonly key?: string; readonly index?: string }): ParamValue | undefined {
  if (Array.isArray(value)) return index === undefined || index === '*' ? value : (value as readonly string[])[Number(index)];
  if (typeof value === 'object' && key !== undefined) return (value as Readonly<Record<string, string>>)[key];
  return value;
}

function stepResult(step: string, result: string, { stepResults }: StepValues): ParamValue {
  const value = stepResults[step]?.[result];
  if (value !== undefined) return value;
  throw new TekwireError(
    `runStep: the step reads the result "${result}" of step "${step}", which did not run here; pass stepResults: { ${JSON.stringify(step)}: { ${JSON.stringify(result)}: '…' } }`,
  );
}

function workspaceValue(name: string, field: string, { folder, bound, workspaces }: StepValues): string | undefined {
  if (!workspaces.has(name)) return undefined;
  const isBound = bound.has(name);
  if (field === 'path') return isBound ? folder.workspacePath(name) : '';
  if (field === 'bound') return String(isBound);
  // the names of a claim and of a volume, which exist in a cluster only
  return field === 'claim' || field === 'volume' ? '' : undefined;
}

// tektoncd/pipeline pkg/apis/pipeline/v1/…: steps.NAME.exitCode.path, credentials.path, artifacts
function otherValue(body: string, { root, home }: StepFolder): string | undefined {
  if (body === 'credentials.path') return home;
  const [, step] = /^steps\.(?:step-)?([\w-]+)\.exitCode\.path$/.exec(body) ?? [];
  if (step !== undefined) return join(root, 'steps', step, 'exitCode');
  if (body === 'step.artifacts.path' || body === 'artifacts.path') return join(root, 'artifacts', 'provenance.json');
  return undefined;
}

/** Replaces `$(NAME)` by environment variables, as Kubernetes does in `env`, `command` and `args`; `$$(NAME)` stays `$(NAME)`. */
export function expanded(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\$\$|\$\(([A-Za-z_.-][\w.-]*)\)/g, (whole, name: string | undefined) =>
    name === undefined ? '$' : (env[name] ?? whole),
  );
}
