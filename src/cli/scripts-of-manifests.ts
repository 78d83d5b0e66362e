import { createHash } from 'node:crypto';

/** A bundle in the script of a step. */
export interface FoundBundle {
  /** Object and step, as `Task/gate step gate`. */
  readonly place: string;
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  /** Whether the lines have the hash that the first line names. */
  readonly isIntact: boolean;
}

const header = /^\/\/ tekwire (\S+), bundle (\S+), SHA-256 of the lines below: ([0-9a-f]{64})$/m;

/** The bundles of tekwire in the scripts of manifests, in their order. */
export function findBundles(manifests: readonly unknown[]): readonly FoundBundle[] {
  return manifests.flatMap((manifest) => {
    const { kind, metadata } = (manifest ?? {}) as {
      readonly kind?: string;
      readonly metadata?: { readonly name?: string; readonly generateName?: string };
    };
    return scriptsIn(manifest).flatMap(({ step, script }) => {
      const found = bundleIn(script);
      return found
        ? [{ place: `${kind}/${metadata?.name ?? metadata?.generateName ?? ''}${step === '' ? '' : ` step ${step}`}`, ...found }]
        : [];
    });
  });
}

function bundleIn(script: string): Omit<FoundBundle, 'place'> | undefined {
  const match = header.exec(script);
  const [line, version = '', name = '', sha256 = ''] = match ?? [];
  if (match === null || line === undefined) return undefined;
  const body = script.slice(match.index + line.length + 1);
  // a block scalar keeps or adds the last line end
  const isIntact = [body, `${body}\n`, body.replace(/\n$/, '')].some((text) => createHash('sha256').update(text).digest('hex') === sha256);
  return { name, version, sha256, isIntact };
}

function scriptsIn(value: unknown): readonly { readonly step: string; readonly script: string }[] {
  if (Array.isArray(value)) return value.flatMap(scriptsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { name, script, command } = value as { readonly name?: unknown; readonly script?: unknown; readonly command?: unknown };
  // steps that share a pod have their program as an argument of node
  const programs = [script, ...(Array.isArray(command) ? (command as readonly unknown[]) : [])].filter((one) => typeof one === 'string');
  const own = programs.map((text) => ({ step: typeof name === 'string' ? name : '', script: text }));
  return [...own, ...Object.values(value).flatMap(scriptsIn)];
}
