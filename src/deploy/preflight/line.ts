import type { Manifest } from '../../spec';
import type { Cluster } from '../applier';
import { ClusterError } from '../errors';

/** What one check found. */
export interface PreflightLine {
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was checked, as `secrets`. */
  readonly check: string;
  readonly message: string;
  /** What to do. */
  readonly fix?: string;
}

/** A cluster that also says which kinds it has. */
export interface InspectedCluster extends Cluster {
  hasKind(apiVersion: string, kind: string): Promise<boolean>;
  /** The versions of a group of APIs; empty when there is none. */
  versionsOf(group: string): Promise<readonly string[]>;
  /** Whether the user may do it, as the API server answers; undefined when it is not asked. */
  mayDo?(verb: string, apiVersion: string, kind: string): Promise<boolean>;
}

/** What is checked. */
export interface Inspection {
  readonly cluster: InspectedCluster;
  readonly manifests: readonly Manifest[];
  /** The namespace in which Tekton is installed. */
  readonly tektonNamespace: string;
}

export const ok = (check: string, message: string): PreflightLine => ({ status: 'ok', check, message });
export const warn = (check: string, message: string, fix: string): PreflightLine => ({ status: 'warn', check, message, fix });
export const fail = (check: string, message: string, fix: string): PreflightLine => ({ status: 'fail', check, message, fix });

/** The answer to a question that the user may not be allowed to ask. */
export type Answer<T> = { readonly value: T } | { readonly forbidden: string };

/** Returns the value, or why it cannot be read; a cluster that does not answer at all is an error. */
export async function answerOf<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof ClusterError && (error.reason === 'forbidden' || error.reason === 'unknown-kind'))
      return { forbidden: error.message };
    throw error;
  }
}
