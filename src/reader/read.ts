import { LineCounter, parseAllDocuments } from 'yaml';
import type { Document } from '../rules';
import type { Manifest } from '../spec';

/** What a YAML text holds: its objects, and what keeps others from being read. */
export interface Reading {
  readonly documents: readonly Document[];
  /** Mistakes of the YAML itself, as `line:column message`. */
  readonly faults: readonly string[];
}

/** Reads all objects of a YAML text, as Kubernetes reads them: YAML 1.1, no key twice. Lists (`kind: List`) give their items. */
export function readYaml(text: string, origin: string): Reading {
  const lines = new LineCounter();
  const parsed = [parseAllDocuments(text, { version: '1.1', uniqueKeys: true, lineCounter: lines })].flat();
  const faults = parsed.flatMap(({ errors }) =>
    errors.map(
      ({ pos, message }) =>
        `${lines.linePos(pos[0]).line}:${lines.linePos(pos[0]).col} ${message.split('\n')[0]?.replace(/ at line \d+.*$/, '')}`,
    ),
  );
  if (faults.length > 0) return { documents: [], faults };
  const values = parsed.map((document): unknown => document.toJS({ maxAliasCount: 100 })).filter((value) => value !== null);
  const manifests = values.flatMap((value) => items(value));
  return { documents: manifests.map((manifest, index) => ({ origin, index, manifest: manifest as Manifest })), faults: [] };
}

function items(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'List' || !('items' in value)) return [value];
  return Array.isArray(value.items) ? value.items : [value];
}
