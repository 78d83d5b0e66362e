import { suggestion, TekwireError, withUnknownNames } from '../../diagnostics';
import { captureLocation, pathOf, reportMistake } from '../../synth';
import { isUnread } from '../external/unread';

/** Handles of what a Task or Pipeline declares, and where they are. */
export interface DeclaredHandles<T> {
  readonly kind: 'param' | 'result' | 'workspace';
  readonly handles: T;
  /** The task of a pipeline that they belong to. @default - the owner itself */
  readonly task?: string;
}

/**
 * Returns the handles. An unknown name is reported for the owner, because a program that no compiler has checked would get undefined, which means
 * "omitted" in most places; `standIn` makes the value with which the program continues.
 */
export function declaredNames<T extends object>(
  owner: object,
  { kind, handles, task }: DeclaredHandles<T>,
  standIn: (name: string) => unknown,
): T {
  return withUnknownNames(handles, (name) => {
    const of = task === undefined ? '' : ` of task "${task}"`;
    const where = `${task === undefined ? '' : `/${task} `}${kind}s.${name}`;
    const message = `unknown ${kind} "${name}"${of}${suggestion(name, Object.keys(handles))}`;
    // the interface of what could not be read is not known
    if (!isUnread(owner)) reportMistake(owner, { code: 'TW288', where, message, location: captureLocation() });
    return standIn(name);
  });
}

/**
 * Lets the property `results` of a Task throw: only the task of a pipeline, which `add` returns, has results. Subclasses may have a property of that
 * name.
 */
export function explainResults(prototype: object): void {
  Object.defineProperty(prototype, 'results', {
    configurable: true,
    get(this: object) {
      const problem =
        'has no results; those of the task in a pipeline are in what add returns: const built = pipeline.add(task); built.results.digest';
      throw new TekwireError(`${pathOf(this)} ${problem}`, { where: 'results', problem });
    },
    set(this: object, value: unknown) {
      Object.defineProperty(this, 'results', { value, configurable: true, enumerable: true, writable: true });
    },
  });
}
