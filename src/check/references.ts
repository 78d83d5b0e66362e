import type { ReadDocument } from '../reader';
import { partOf, textOf } from './foreign';

/** The kinds that other objects refer to by name. */
export const referableKinds: readonly string[] = [
  'Task',
  'Pipeline',
  'StepAction',
  'Trigger',
  'TriggerTemplate',
  'TriggerBinding',
  'ClusterTriggerBinding',
  'Interceptor',
  'ClusterInterceptor',
];

/** The name of an object; empty when it has none. */
export function nameOf({ manifest }: ReadDocument): string {
  return textOf(partOf(manifest, 'metadata'), 'name');
}

/** What an object defines, as one string of kind, namespace and name; nothing when it has no name. */
export function definitionOf({ manifest }: ReadDocument): string[] {
  const metadata = partOf(manifest, 'metadata');
  const [kind, name] = [textOf(manifest, 'kind'), textOf(metadata, 'name')];
  return name === '' ? [] : [`${kind}\n${textOf(metadata, 'namespace')}\n${name}`];
}

/** The strings that may name another object: those of the keys `name`, `ref` and `triggerRef`. */
export function namesIn(manifest: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting: unknown[] = [manifest];
  for (let value = waiting.pop(); waiting.length > 0 || value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'object') waiting.push(item);
      else if (typeof item === 'string' && naming.has(key)) names.add(item);
    }
  }
  return names;
}

const naming: ReadonlySet<string> = new Set(['name', 'ref', 'triggerRef']);
