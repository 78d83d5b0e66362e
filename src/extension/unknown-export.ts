import { meantBy, nearest, TekwireError } from '../diagnostics';

/** The exported names of each entry point, such as `tekwire/catalogue`. */
type Exports = Readonly<Record<string, readonly string[]>>;

/**
 * Returns the prototype of a module's exports that explains names which the module does not have: those of another entry point,
 * misspelt ones, and names that begin with a capital, which can only be classes. Every other name is undefined, because tools and
 * runtimes look for names such as `then`.
 * @param all - called for the first such name
 */
export function unknownExports(entryPoint: string, all: () => Exports): object {
  return new Proxy(Object.create(null) as object, {
    get: (_, name) => {
      if (typeof name !== 'string') return undefined;
      const message = unknownExport(entryPoint, name, all());
      if (message === undefined) return (Object.prototype as Record<string, unknown>)[name];
      throw new TekwireError(message, { problem: message });
    },
    getPrototypeOf: () => Object.prototype,
  });
}

/** Returns the message for a name that the entry point does not export; undefined for a name that no program means to import. */
function unknownExport(entryPoint: string, name: string, all: Exports): string | undefined {
  if (name in Object.prototype || RESERVED.has(name)) return undefined;
  const wrong = `"${entryPoint}" has no export "${name}"`;
  const home = Object.keys(all).find((one) => all[one]?.includes(name));
  if (home !== undefined) return `${wrong}; import it from "${home}"`;
  const own = all[entryPoint] ?? [];
  const meant = meantBy(name, own) ?? meantBy(name, Object.values(all).flat());
  if (meant === undefined && !/^[A-Z]/.test(name)) return undefined;
  const near = nearest(name, own);
  const listed =
    near.length === 0 ? 'none' : `${near.join(', ')}${own.length > near.length ? ` and ${own.length - near.length} more` : ''}`;
  const other = meant === undefined || own.includes(meant) ? '' : ` of "${Object.keys(all).find((one) => all[one]?.includes(meant))}"`;
  return `${wrong} (available: ${listed})${meant === undefined ? '' : `; did you mean "${meant}"${other}?`}`;
}

/** Names that runtimes and tools look for in any module. */
const RESERVED = new Set(['then', 'default', '__esModule', 'toJSON', 'asymmetricMatch', 'nodeType', 'tagName', 'inspect', 'test']);
