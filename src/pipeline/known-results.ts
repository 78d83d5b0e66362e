import { suggestion } from '../diagnostics';

/**
 * The results, which refuse names that are none of theirs: where the compiler knows nothing of a Task, as of a locked one, a misspelt name
 * would be undefined and be taken for a value that is left out.
 */
export function knownResults<T extends Readonly<Record<string, unknown>>>(task: string, results: T): T {
  return new Proxy(results, {
    get: (known, name, receiver) => {
      if (typeof name === 'string' && !(name in known) && name !== 'then' && name !== 'toJSON')
        throw new Error(`"${name}" is not a result of task "${task}"${suggestion(name, Object.keys(known))}`);
      return Reflect.get(known, name, receiver);
    },
  });
}
