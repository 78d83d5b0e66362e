import { isRecord } from '../notation/record';
import type { Document } from './document';

/** A Task with the same `spec` as `first`. */
export interface Duplicate {
  readonly document: Document;
  readonly first: Document;
}

const TASK_FIELDS = new Set(['apiVersion', 'kind', 'metadata', 'spec']);

/** A string that is equal for Tasks with the same `spec`. Undefined for other kinds and for cyclic values, which YAML aliases can build. */
export function tryPrintTask(manifest: unknown): string | undefined {
  if (!isRecord(manifest) || manifest.kind !== 'Task' || manifest.apiVersion !== 'tekton.dev/v1') return undefined;
  for (const key of Object.keys(manifest)) if (!TASK_FIELDS.has(key)) return undefined;
  try {
    const printed = JSON.stringify(manifest.spec);
    // Tekton looks a StepAction up in the Task's own namespace; and JSON prints null for NaN and infinity
    return printed === undefined || printed.includes('"ref":') || printed.includes('null') ? undefined : printed;
  } catch {
    return undefined;
  }
}
