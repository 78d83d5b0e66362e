import { suggestion } from '../diagnostics';
import { makeReference } from '../refs';
import { captureLocation, reportMistake } from '../synth';

/**
 * The results of a task of the pipeline. An unknown name is reported: when the compiler does not know the interface of a Task, such as a
 * locked one, a misspelt name would be undefined and be treated as an omitted value.
 */
export function knownResults<T extends Readonly<Record<string, unknown>>>(pipeline: object, task: string, results: T): T {
  return withDefault(pipeline, results, (name) => {
    const message = `unknown result "${name}" of task "${task}"${suggestion(name, Object.keys(results))}`;
    reportMistake(pipeline, { code: 'TW288', where: `/${task} results.${name}`, message, location: captureLocation() });
  });
}

/** The results of something that is not a task, which has been reported; any result of it can be read, so that the program continues. */
export function anyResults<T extends object>(pipeline: object, results: T): T {
  return withDefault(pipeline, results, () => {});
}

const standIns = new WeakSet<object>();

/** Whether the value, or an item of it, replaces a result that is not there, which has been reported. */
export function isStandIn(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return standIns.has(value) || Object.values(value).some((item) => typeof item === 'object' && item !== null && standIns.has(item));
}

/** For a name that is not there: a value that fits every place of a pipeline, so that one mistake does not bring others with it. */
function withDefault<T extends object>(pipeline: object, results: T, onUnknown: (name: string) => void): T {
  return new Proxy(results, {
    get: (known, name, receiver) => {
      if (typeof name !== 'string' || name in known || name === 'then' || name === 'toJSON') return Reflect.get(known, name, receiver);
      onUnknown(name);
      const made = makeReference({ body: 'context.pipelineRun.name', type: 'string', owner: pipeline });
      standIns.add(made);
      return made;
    },
  });
}
