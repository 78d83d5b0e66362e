import type { Event } from '../../../src/events';
import type { Sent } from '../../../src/simulate/samples/merge';

/** An event, requests that start a run with some values of its fields, and requests that start none. */
export interface EventCase {
  readonly title: string;
  readonly event: Event;
  readonly fires: readonly (readonly [sent: Sent, values: Readonly<Record<string, string>>])[];
  readonly ignores: readonly Sent[];
}

export const secret = { name: 'hook', key: 'token' };

/** @param event - an event of any fields */
export function of(title: string, event: unknown, fires: EventCase['fires'], ignores: readonly Sent[]): EventCase {
  return { title, event: event as Event, fires, ignores };
}
