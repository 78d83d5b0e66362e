import type { FieldPath } from '../../diagnostics';
import type { Report } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import { type EventListenerSpec, type TriggerSpec, triggersOf } from '../view/trigger-view';

/** What a rule says of the `spec` of an object; fields are named from `spec` on. */
export type SpecCheck<S> = (spec: S, report: Report, context: Context, object: ObjectView) => void;

/** A check of the `spec` of objects, in the versions that we know field by field. */
export function ofSpec<S>(check: SpecCheck<S>): (object: ObjectView, context: Context, report: Report) => void {
  return (object, context, report) => {
    // the shape of the kind has checked the types
    if (isRecord(object.spec)) check(object.spec as S, within(report, ['spec']), context, object);
  };
}

/** A check of every trigger of EventListeners and of every Trigger; fields are named from the trigger on. */
export function ofTrigger(check: SpecCheck<TriggerSpec>): ReturnType<typeof ofSpec> {
  return ofSpec<TriggerSpec | EventListenerSpec>((spec, report, context, object) => {
    for (const { field, part } of triggersOf(object.kind, spec)) check(part, within(report, field), context, object);
  });
}

/** Takes mistakes whose fields are named from a part on. */
export function within(report: Report, start: FieldPath): Report {
  return (field, ...said) => report([...start, ...field], ...said);
}
