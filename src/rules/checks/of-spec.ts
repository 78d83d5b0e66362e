import type { FieldPath } from '../../diagnostics';
import type { Report } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import { type EventListenerSpec, type TriggerSpec, triggersOf } from '../view/trigger-view';

/** Checks the `spec` of an object. Field paths are relative to `spec`. */
export type SpecCheck<S> = (spec: S, report: Report, context: Context, object: ObjectView) => void;

/** Turns a check of a `spec` into a check of objects. Skips versions without a known shape. */
export function ofSpec<S>(check: SpecCheck<S>): (object: ObjectView, context: Context, report: Report) => void {
  return (object, context, report) => {
    // the shape of the kind has checked the types
    if (isRecord(object.spec)) check(object.spec as S, within(report, ['spec']), context, object);
  };
}

/** Turns a check of a trigger into a check of every Trigger and every trigger of EventListeners. Field paths are relative to the trigger. */
export function ofTrigger(check: SpecCheck<TriggerSpec>): ReturnType<typeof ofSpec> {
  return ofSpec<TriggerSpec | EventListenerSpec>((spec, report, context, object) => {
    for (const { field, part } of triggersOf(object.kind, spec)) check(part, within(report, field), context, object);
  });
}

/** Returns a report function for field paths relative to a part. */
export function within(report: Report, start: FieldPath): Report {
  return (field, ...said) => report([...start, ...field], ...said);
}
