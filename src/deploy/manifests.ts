import { TekwireError } from '../diagnostics';
import { readYaml, type Source } from '../reader';
import type { Manifest } from '../spec';

/** A manifest and the file that it comes from. */
export interface SourcedManifest {
  readonly origin: string;
  readonly manifest: Manifest;
}

/**
 * Returns the objects of YAML files, in their order. Empty documents are left out; a List is replaced by its items.
 * @throws TekwireError with the syntax errors of all files, and the documents that are not objects of Kubernetes
 */
export function manifestsIn(sources: readonly Source[]): readonly SourcedManifest[] {
  const problems: string[] = [];
  const found: SourcedManifest[] = [];
  for (const { origin, text, isFound = false } of sources) {
    const { objects, position } = readYaml(text, origin);
    for (const { document, readErrors } of objects) {
      for (const { offset, message } of readErrors) {
        const { line, column } = position(offset);
        problems.push(`${origin}:${line}:${column}: ${message}`);
      }
      if (document === undefined || readErrors.length > 0) continue;
      const problem = objectProblem(document.manifest);
      if (problem === undefined) found.push({ origin, manifest: document.manifest });
      else if (!isFound) problems.push(`${origin}: ${problem}`);
    }
  }
  if (problems.length > 0) throw new TekwireError(problems.join('\n'));
  return found;
}

function objectProblem(manifest: Manifest | null): string | undefined {
  if (typeof manifest?.apiVersion !== 'string' || typeof manifest.kind !== 'string')
    return 'contains YAML without apiVersion and kind, which is no object of Kubernetes';
  const { name, generateName } = manifest.metadata ?? {};
  return typeof name === 'string' || typeof generateName === 'string' ? undefined : `${manifest.kind} has no metadata.name`;
}
