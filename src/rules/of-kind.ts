import type { Context } from './context';
import type { Report } from './rule';
import type { ObjectView } from './view/object-view';
import { isRecord } from './view/view';

/** What a rule says of the `spec` of an object; fields are named from `spec` on. */
export type SpecCheck<S> = (spec: S, report: Report, context: Context, object: ObjectView) => void;

/** A check of whole objects that looks at those of some kinds, in the versions that we know field by field. */
export function ofKind<S>(kinds: readonly string[], check: SpecCheck<S>): (object: ObjectView, context: Context, report: Report) => void {
  return (object, context, report) => {
    if (!kinds.includes(object.kind) || !isRecord(object.spec)) return;
    const inSpec: Report = (field, message, fix) => report(['spec', ...field], message, fix);
    // the shape of the kind has seen to the types
    check(object.spec as S, inSpec, context, object);
  };
}
