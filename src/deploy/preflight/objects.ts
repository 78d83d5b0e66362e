import { suggestion } from '../../diagnostics';
import type { Manifest } from '../../spec';
import { idKey, idOf } from '../object-id';
import { missingObjects } from '../references';
import { answerOf, fail, type Inspection, ok, type PreflightLine, warn } from './line';
import type { NeededData, Needs } from './needs';

/** The Tasks, Pipelines and StepActions that the manifests name. */
export async function checkTasks({ cluster, manifests }: Inspection): Promise<readonly PreflightLine[]> {
  const answer = await answerOf(() => missingObjects(cluster, manifests));
  if ('forbidden' in answer) return [warn('tasks', answer.forbidden, 'ask for the permission to read Tasks')];
  if (answer.value.length === 0) return [ok('tasks', 'every Task, Pipeline and StepAction that is named is here or among the manifests')];
  return answer.value.map((message) => {
    const at = message.lastIndexOf('; ');
    return fail('tasks', message.slice(0, at), message.slice(at + 2));
  });
}

/** Secrets and ConfigMaps with their keys. Their values are never part of a message. */
export async function checkData({ cluster, manifests }: Inspection, { data }: Needs): Promise<readonly PreflightLine[]> {
  const lines: PreflightLine[] = [];
  for (const needed of merged(data)) {
    const { kind, name, where } = needed;
    const check = kind === 'Secret' ? 'secrets' : 'configmaps';
    const own = manifests.find((one) => one.kind === kind && one.metadata?.name === name);
    const id = { apiVersion: 'v1', kind, namespace: cluster.namespace, name };
    const answer = own === undefined ? await answerOf(() => cluster.get(id)) : { value: own };
    if ('forbidden' in answer)
      lines.push(
        warn(
          check,
          `${kind} "${name}" of ${where} cannot be checked: ${answer.forbidden}`,
          `ask for the permission to get ${kind.toLowerCase()}s`,
        ),
      );
    else if (answer.value === undefined) lines.push(missing(needed, check, cluster.namespace));
    else lines.push(keysLine(needed, answer.value, check));
  }
  return lines;
}

function missing({ kind, name, keys, isOptional, where }: NeededData, check: string, namespace: string): PreflightLine {
  const message = `${kind} "${name}" of ${where} is not in namespace "${namespace}"`;
  const literals = keys.map((key) => ` --from-file=${key}=FILE`).join('');
  const type = kind === 'Secret' ? 'secret generic' : 'configmap';
  const fix = `kubectl -n ${namespace} create ${type} ${name}${literals || ' --from-file=KEY=FILE'}`;
  return isOptional ? warn(check, `${message}; it is optional`, fix) : fail(check, message, fix);
}

function keysLine({ kind, name, keys, isOptional, where }: NeededData, found: Manifest, check: string): PreflightLine {
  const has = Object.keys({ ...(found.data as object), ...(found.stringData as object), ...(found.binaryData as object) });
  const lacking = keys.filter((key) => !has.includes(key));
  if (lacking.length === 0) return ok(check, `${kind} "${name}" has ${keys.length === 0 ? 'been found' : `the keys ${keys.join(', ')}`}`);
  const message = `${kind} "${name}" of ${where} has no key "${lacking[0]}"${suggestion(lacking[0] ?? '', has)}`;
  const fix = `add the key to the ${kind}, or name another one`;
  return isOptional ? warn(check, message, fix) : fail(check, message, fix);
}

/** One need for each object, with all keys. */
function merged(data: readonly NeededData[]): readonly NeededData[] {
  const byName = new Map<string, NeededData>();
  for (const one of data) {
    const key = `${one.kind}/${one.name}`;
    const before = byName.get(key);
    const keys = [...new Set([...(before?.keys ?? []), ...one.keys])].sort();
    byName.set(key, { ...(before ?? one), keys, isOptional: (before?.isOptional ?? true) && one.isOptional });
  }
  return [...byName.values()].sort((a, b) => (`${a.kind}/${a.name}` < `${b.kind}/${b.name}` ? -1 : 1));
}

/** Service accounts of runs and listeners. */
export async function checkAccounts({ cluster, manifests }: Inspection, { accounts }: Needs): Promise<readonly PreflightLine[]> {
  const own = new Set(manifests.map((manifest) => idKey(idOf(manifest, cluster.namespace))));
  const lines: PreflightLine[] = [];
  for (const [name, where] of new Map(accounts.map((one) => [one.name, one.where]))) {
    const id = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: cluster.namespace, name };
    const answer = own.has(idKey(id)) ? { value: {} } : await answerOf(() => cluster.get(id));
    if ('forbidden' in answer) lines.push(warn('service accounts', answer.forbidden, 'ask for the permission to get serviceaccounts'));
    else if (answer.value !== undefined) lines.push(ok('service accounts', `ServiceAccount "${name}" has been found`));
    else
      lines.push(
        fail(
          'service accounts',
          `ServiceAccount "${name}" of ${where} is not in namespace "${cluster.namespace}"`,
          `deploy it, or kubectl -n ${cluster.namespace} create serviceaccount ${name}`,
        ),
      );
  }
  return lines;
}
