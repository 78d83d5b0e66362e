import { isRecord } from '../notation/record';
import type { Document } from './document';

/** A Task whose `spec` is that of `first`. */
export interface Twin {
  readonly document: Document;
  readonly first: Document;
}

const TASK_FIELDS = new Set(['apiVersion', 'kind', 'metadata', 'spec']);

/** What makes two Tasks twins, as text. Undefined for what is no plain Task, and for what holds itself, as YAML aliases allow. */
export function tryPrintTask(manifest: unknown): string | undefined {
  if (!isRecord(manifest) || manifest.kind !== 'Task' || manifest.apiVersion !== 'tekton.dev/v1') return undefined;
  for (const key of Object.keys(manifest)) if (!TASK_FIELDS.has(key)) return undefined;
  try {
    const printed = JSON.stringify(manifest.spec);
    // a StepAction is looked for in the Task's own namespace; and JSON writes null for what is no number
    return printed === undefined || printed.includes('"ref":') || printed.includes('null') ? undefined : printed;
  } catch {
    return undefined;
  }
}
