import { type Diagnostic, type FieldPath, TekwireError } from '../../diagnostics';
import type { CheckedObject, CheckedSet, CustomReport, CustomRule } from '../contract/custom-rule';
import type { Document } from '../view/document';
import type { ObjectView } from '../view/object-view';
import type { View } from '../view/view';
import type { Views } from '../view/views';
import { diagnose } from './diagnose';

/** A part of a manifest with its `spec`. */
type PartView = View & { readonly spec: unknown };

/** Runs the custom rules and returns their diagnostics. They check every object, including Tasks with the same `spec` as another. */
export function applyCustomRules(rules: readonly CustomRule[], views: Views): readonly Diagnostic[] {
  if (rules.length === 0) return [];
  const objects = new Map(views.object.map((view) => [view.document, checkedObject(view)]));
  const set: CheckedSet = { objects: (kind) => [...objects.values()].filter((one) => kind === undefined || one.kind === kind) };
  const duplicates = duplicatesOf(views);
  return rules.flatMap((rule) => {
    if (rule.on === 'object') return views.object.flatMap((view) => apply(rule, view, objects.get(view.document), set));
    const parts: readonly PartView[] = views[rule.on];
    return parts.flatMap((part) =>
      [part.document, ...(duplicates.get(part.document) ?? [])].flatMap((document) =>
        apply(rule, { ...part, document }, { spec: part.spec, object: objects.get(document) }, set),
      ),
    );
  });
}

function checkedObject({ apiVersion, kind, name, namespace, document: { manifest } }: ObjectView): CheckedObject {
  return { apiVersion, kind, name, namespace, manifest };
}

/** The documents with the same `spec` as an earlier one, by the earlier document. */
function duplicatesOf({ duplicates }: Views): ReadonlyMap<Document, readonly Document[]> {
  const found = new Map<Document, Document[]>();
  for (const { document, first } of duplicates) found.set(first, [...(found.get(first) ?? []), document]);
  return found;
}

/** Turns an error that the check throws into a diagnostic, because a rule that fails silently would hide mistakes. */
function apply(rule: CustomRule, view: View, subject: unknown, set: CheckedSet): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report: CustomReport = (field, message, fix) => {
    demandReport(field, message);
    found.push(diagnose(rule, view, field, { message, fix }));
  };
  try {
    // the row's `on` guarantees that its check accepts this subject
    (rule.check as (subject: unknown, report: CustomReport, set: CheckedSet) => void)(subject, report, set);
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    found.push(diagnose({ code: rule.code, severity: 'error' }, view, [], { message: `the check of ${rule.code} failed: ${message}` }));
  }
  return found;
}

function demandReport(field: FieldPath, message: string): void {
  const isPath = Array.isArray(field) && field.every((part) => typeof part === 'string' || typeof part === 'number');
  if (!isPath || typeof message !== 'string' || message === '')
    throw new TekwireError(
      "report needs a field path and a message, for example report(['metadata', 'labels'], 'label \"owner\" is missing')",
    );
}
