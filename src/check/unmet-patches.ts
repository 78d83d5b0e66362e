import { type Diagnostic, quoted, suggestion, whereText } from '../diagnostics';
import { allRules, isSelected, type RuleOptions } from '../rules';
import { textAt } from './node';
import type { Overlay } from './overlays';

const rule = allRules.find(({ code }) => code === 'TW560');

/** Reports patches that name an object that their kustomization does not have: kustomize builds nothing. */
export function unmetPatches(overlays: readonly Overlay[], options: RuleOptions): readonly Diagnostic[] {
  if (rule === undefined || !isSelected(rule, options)) return [];
  const { code, severity } = rule;
  const found = new Map<string, Diagnostic>();
  for (const { folder, unmet } of overlays)
    for (const { patch, names } of unmet) {
      const { document, field, at } = patch.origin;
      const [kind, name] = [textAt(patch.content, 'kind'), textAt(patch.content, 'metadata', 'name')];
      const { origin, index } = document;
      if (options.external?.includes(`${kind}/${name}`)) continue;
      const where = at === undefined ? ['metadata', 'name'] : field;
      found.set(JSON.stringify([origin, index, where, at]), {
        code,
        severity,
        origin,
        index,
        field: where,
        where: whereText(document.manifest, where),
        message: `${folder === '' ? 'the kustomization' : folder} has no ${kind} ${quoted(name)} of ${textAt(patch.content, 'apiVersion')} that the patch could change, so kustomize fails${suggestion(name, names)}`,
        fix: 'correct the name, or list the file of the object in resources',
        ...(at && { at }),
      });
    }
  return [...found.values()];
}
