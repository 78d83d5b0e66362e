import { makeOrNote, quoted, suggestion, TekwireError } from '../diagnostics';
import { makeReference, type Ref, tryFindTarget } from '../refs';

/** The scope of values of an event, which only its run can use. */
export interface EventScope {
  readonly event: true;
}

/** A value of an event, such as the commit of a push. It is a param of the run's TriggerTemplate. */
export type EventValue = Ref<'string', unknown, EventScope>;

/** The values of an event, by name. */
export type EventValues<F extends string> = { readonly [k in F]: EventValue };

const SLUG: unique symbol = Symbol.for('tekwire.slug') as never;

/** A value of an event that fits into names and labels: lower-case letters, digits and `-`, of limited length. Made by `slug`. */
export type Slug = EventValue & { readonly [SLUG]: true };

/** How Triggers computes a value: the expression in CEL, which is also the path of a binding when it has only names. */
export interface FieldSource {
  readonly cel: string;
  /** The path for a TriggerBinding, where CEL has none. */
  readonly path?: string;
  /** Set for numbers, which CEL reads as doubles. */
  readonly isNumber?: boolean;
}

const PATH = /^body(?:\.[A-Za-z_]\w*|\[\d+\])+$/;

/** The path with which a TriggerBinding reads the value; undefined when an overlay must compute it. */
export function pathOf({ cel, path }: FieldSource): string | undefined {
  return path ?? (PATH.test(cel) ? cel : undefined);
}

const MAX_SLUG = 50;

/**
 * Makes a value of an event fit into a name or a label: Triggers converts it to lower case, replaces everything but letters and digits by
 * `-`, and cuts it. Different values can have the same slug.
 * @param maxLength - number of characters, at most 63 @default 50
 * @throws TW288 at synth for another value, or another `maxLength`
 * @example
 * new EventListener(chart, 'ci').on(github.push({ secret }), (event) => ({ pipeline: ci, metadata: { labels: { branch: slug(event.branch) } } }));
 */
export function slug(value: EventValue, maxLength: number = MAX_SLUG): Slug {
  return makeOrNote(
    () => slugOf(value, maxLength),
    () => asSlug(standInValue()),
  );
}

function slugOf(value: EventValue, maxLength: number): Slug {
  const target = tryFindTarget(value);
  const name = target === undefined ? undefined : NAME.exec(target.body)?.[1];
  if (target === undefined || name === undefined)
    throw new TekwireError('slug: expected a value of an event, such as event.branch', { code: 'TW288' });
  if (target.owner === NO_EVENT) return asSlug(standInValue());
  if (!Number.isInteger(maxLength) || maxLength < 1 || maxLength > 63)
    throw new TekwireError(`slug: unknown maxLength ${maxLength}; expected an integer from 1 to 63`, { code: 'TW288' });
  const suffix = maxLength === MAX_SLUG ? '' : `-${maxLength}`;
  return asSlug(makeReference<EventValue>({ body: `tt.params.${name}-slug${suffix}`, type: 'string', owner: target.owner }));
}

function asSlug(value: EventValue): Slug {
  Object.defineProperty(value, SLUG, { value: true });
  return value as Slug;
}

const NO_EVENT = {};

/** The id that Triggers gives every event: fits into names and labels. */
export const EVENT_ID = 'event-id';

/** Stands for a value that has been reported, in every place that a value or a slug fits into. */
function standInValue(): EventValue {
  return makeReference<EventValue>({ body: `tt.params.${EVENT_ID}`, type: 'string', owner: NO_EVENT });
}

/** Whether a value is of the event, or stands for one that has been reported. */
export function isOfEvent({ owner }: { readonly owner: object }, event: object): boolean {
  return owner === event || owner === NO_EVENT;
}

/** Whether the value was made by `slug`. */
export function isSlug(value: unknown): value is Slug {
  return typeof value === 'object' && value !== null && SLUG in value;
}

const NAME = /^tt\.params\.([_a-zA-Z][_a-zA-Z0-9.-]*)$/;
const SLUG_NAME = /^(.+)-slug(?:-(\d+))?$/;

/** The source of a param of the template: a field, the slug of one, or the id of the event; undefined for any other name. */
export function sourceOf(fields: Readonly<Record<string, FieldSource>>, name: string): FieldSource | undefined {
  if (Object.hasOwn(fields, name)) return fields[name];
  if (name === EVENT_ID) return { cel: '', path: 'context.eventID' };
  const [, of = '', length = MAX_SLUG] = SLUG_NAME.exec(name) ?? [];
  const field = Object.hasOwn(fields, of) ? fields[of] : undefined;
  return field && { cel: slugExpression(field, Number(length)) };
}

/** Cuts before it trims, so that the last character is a letter or digit. */
function slugExpression({ cel, isNumber }: FieldSource, length: number): string {
  const text = isNumber ? `string(int(${cel}))` : cel;
  const value = /^[\w.[\]]+$/.test(text) || text.endsWith(')') ? text : `(${text})`;
  return `${value}.lowerAscii().translate('[^a-z0-9]+', '-').truncate(${length}).translate('^-+|-+$', '')`;
}

interface EventFields<F extends string> {
  readonly kind: string;
  readonly fields: Readonly<Record<F, FieldSource>>;
}

/** Makes the values of an event for the program. A name that the event lacks is reported, and a value stands for it. */
export function valuesOf<F extends string>(event: EventFields<F>, report: (problem: string) => void): EventValues<F> {
  const { kind, fields } = event;
  const made = new Map<string, EventValue>();
  return new Proxy({} as EventValues<F>, {
    get: (_, name) => {
      if (typeof name === 'symbol') return undefined;
      if (!Object.hasOwn(fields, name)) {
        report(`unknown field ${quoted(name)} of the event ${quoted(kind)}${suggestion(name, Object.keys(fields).sort())}`);
        return standInValue();
      }
      const known = made.get(name) ?? makeReference<EventValue>({ body: `tt.params.${name}`, type: 'string', owner: event });
      made.set(name, known);
      return known;
    },
    has: (_, name) => typeof name === 'string' && Object.hasOwn(fields, name),
    ownKeys: () => Object.keys(fields),
    getOwnPropertyDescriptor: (_, name) =>
      typeof name === 'string' && Object.hasOwn(fields, name) ? { enumerable: true, configurable: true } : undefined,
  });
}
