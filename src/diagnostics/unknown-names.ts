import { TekwireError } from './error';
import { meantBy, suggestion } from './suggest';

const handlers = new WeakMap<object, (name: string) => unknown>();

/** Names that runtimes, test frameworks and cdk8s look for in any object. */
const RESERVED = new Set([
  'then',
  'toJSON',
  'resolve',
  'asymmetricMatch',
  'nodeType',
  'nodeName',
  'tagName',
  'ownerDocument',
  'inspect',
  'default',
]);

/** The prototype of objects that explain unknown names: a name that is there is found before it. */
const UNKNOWN = /* @__PURE__ */ prototypeThat((name, receiver) => handlers.get(receiver)?.(name));

/**
 * Returns the object, which from now on calls `onUnknown` when a program without types reads a name that it lacks, and answers with what that
 * returns. Names that tools look for in any object stay undefined.
 */
export function withUnknownNames<T extends object>(known: T, onUnknown: (name: string) => unknown): T {
  handlers.set(known, onUnknown);
  return Object.setPrototypeOf(known, UNKNOWN) as T;
}

/** Returns the object, which from now on throws for a name that it lacks; `what` describes the object, as `param` or `the context of steps`. */
export function demandKnownNames<T extends object>(what: string, known: T): T {
  return withUnknownNames(known, (name) => {
    throw unknownName(what, name, Object.keys(known));
  });
}

/**
 * Lets instances of a class without a base class throw when a name is read that is a misspelling of one of their names. Any other name that they
 * lack stays undefined, because functions that accept several types look for names of the others.
 * @param names - the public names of an instance
 */
export function explainMisspelt<T extends object>(prototype: T, what: (self: T) => string, names: (self: T) => readonly string[]): void {
  const explaining = prototypeThat((name, receiver) => {
    const all = names(receiver as T);
    if (meantBy(name, all) !== undefined) throw unknownName(what(receiver as T), name, all);
    return undefined;
  });
  Object.setPrototypeOf(prototype, explaining);
}

function unknownName(what: string, name: string, names: readonly string[]): TekwireError {
  return new TekwireError(`${what} has no "${name}"${suggestion(name, names)}`);
}

function prototypeThat(answer: (name: string, receiver: object) => unknown): object {
  const get = (_: object, name: string | symbol, receiver: object): unknown => {
    if (name in Object.prototype) return Reflect.get(Object.prototype, name, receiver);
    if (typeof name !== 'string' || RESERVED.has(name) || /^[@$_]/.test(name)) return undefined;
    try {
      return answer(name, receiver);
    } catch (error) {
      // so that the line of the program follows the message
      if (error instanceof Error) Error.captureStackTrace(error, get);
      throw error;
    }
  };
  return new Proxy(Object.create(null) as object, { get });
}
