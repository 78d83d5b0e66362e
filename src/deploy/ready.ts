import type { Manifest } from '../spec';

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly message?: string;
}

interface Status {
  readonly conditions?: readonly Condition[];
  readonly phase?: string;
  readonly observedGeneration?: number;
}

// the conditions that say it, by kind, of which the first one must be there: a listener is Ready before its pod is Available; the objects of all other kinds are ready when they exist
const CONDITIONS: Readonly<Record<string, readonly string[]>> = {
  EventListener: ['Available', 'Ready'],
  Deployment: ['Available'],
  CustomResourceDefinition: ['Established'],
};
const PHASES: Readonly<Record<string, string>> = { Namespace: 'Active' };

/** Why the object cannot be used yet; undefined when it can. */
export function waitsFor(manifest: Manifest): string | undefined {
  const { kind = '', metadata } = manifest;
  const status = (manifest.status ?? {}) as Status;
  const phase = PHASES[kind];
  if (phase !== undefined) return status.phase === phase ? undefined : `is ${status.phase ?? 'new'}, not ${phase}`;
  const wanted = CONDITIONS[kind];
  if (wanted === undefined) return undefined;
  const generation = (metadata as { readonly generation?: number } | undefined)?.generation ?? 0;
  if (status.observedGeneration !== undefined && status.observedGeneration < generation)
    return 'its controller has not seen the change yet';
  const conditions = (status.conditions ?? []).filter(({ type = '' }) => wanted.includes(type));
  const isThere = conditions.some(({ type }) => type === wanted[0]);
  if (isThere && conditions.every((condition) => condition.status === 'True')) return undefined;
  const [reason] = conditions.flatMap(({ message = '' }) => (message === '' ? [] : [message]));
  return `is not ${wanted[0]}${reason === undefined ? '' : ` (${reason})`}`;
}
