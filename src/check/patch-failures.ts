import { type Diagnostic, quoted, suggestion, whereText } from '../diagnostics';
import { kustomizeRules, type RuleOptions } from '../rules';
import { type Origin, textAt } from './node';
import type { Overlay, PatchFailure } from './overlays';

const [rule] = kustomizeRules;

/** Reports patches with which kustomize builds nothing: their object is missing, or an operation of them cannot be applied. */
export function patchFailures(overlays: readonly Overlay[], options: RuleOptions): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  if (rule === undefined) return [];
  const { code, severity } = rule;
  for (const { folder, failures } of overlays)
    for (const failure of failures) {
      const { kind, name } = namedBy(failure);
      if (options.external?.includes(`${kind}/${name}`)) continue;
      const { place, message, fix } = described(failure, folder === '' ? 'the kustomization' : folder);
      const { document, field, at } = place;
      const { origin, index } = document;
      found.set(JSON.stringify([origin, index, field, at, message]), {
        code,
        severity,
        origin,
        index,
        field,
        where: whereText(document.manifest, field),
        message,
        fix,
        ...(at && { at }),
      });
    }
  return [...found.values()];
}

function namedBy({ patch }: PatchFailure): { readonly kind: string; readonly name: string } {
  return { kind: textAt(patch.content, 'kind'), name: textAt(patch.content, 'metadata', 'name') };
}

interface Described {
  readonly place: Origin;
  readonly message: string;
  readonly fix: string;
}

function described(failure: PatchFailure, folder: string): Described {
  const { patch, names, obstacle } = failure;
  const { origin, content, problem } = patch;
  if (problem !== undefined) return { place: origin, message: `${problem.message}, so kustomize fails`, fix: problem.fix };
  if (obstacle !== undefined) {
    const object = `${textAt(obstacle.object, 'kind')} ${quoted(textAt(obstacle.object, 'metadata', 'name'))}`;
    return {
      place: obstacle.at.origin,
      message: `${folder} cannot patch ${object}, so kustomize fails: ${obstacle.message}`,
      fix: obstacle.fix,
    };
  }
  const { kind, name } = namedBy(failure);
  return {
    place: origin.at === undefined ? { ...origin, field: ['metadata', 'name'] } : origin,
    message: `${folder} has no ${kind} ${quoted(name)} of ${textAt(content, 'apiVersion')} that the patch could change, so kustomize fails${suggestion(name, names ?? [])}`,
    fix: 'correct the name, or list the file of the object in resources',
  };
}
