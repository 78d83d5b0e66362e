import { type Aliases, programsIn } from './known';
import type { Parameters } from './names';

/** The parameters of the functions that the patterns find; each has the name and the list in groups of its own. */
export function parametersIn(source: string, patterns: readonly RegExp[]): Parameters {
  const found = new Map<string, readonly string[]>();
  for (const pattern of patterns)
    for (const [, name = '', list = ''] of source.matchAll(pattern))
      found.set(
        name,
        list.split(',').map((one) => /^[\s*.]*([\w$]*)/.exec(one)?.[1] ?? ''),
      );
  return found;
}

/** Replaces the first part, or the whole, of a dotted name by what it stands for. */
export function resolved(path: string, aliases: Aliases): string {
  const whole = aliases.get(path);
  if (whole !== undefined) return whole;
  const dot = path.indexOf('.');
  const module = dot < 0 ? undefined : aliases.get(path.slice(0, dot));
  return module === undefined ? path : module + path.slice(dot);
}

/** The names that `import`, `require` and plain assignments of Python and JavaScript give to functions and modules. */
export function aliasesIn(source: string): Aliases {
  const aliases = new Map<string, string>();
  const add = (name: string | undefined, meaning: string | undefined) => {
    if (name !== undefined && meaning !== undefined && name !== meaning) aliases.set(name, meaning);
  };
  for (const [, module = '', list = ''] of source.matchAll(/\bfrom[ \t]+([\w.]{1,100})[ \t]+import[ \t]+\(?([\w \t,*\n]{1,1000})/g))
    for (const [, name, alias] of list.matchAll(/(\w+)(?:\s+as\s+(\w+))?/g))
      if (alias !== undefined || LOADING.test(module)) add(alias ?? name, `${module}.${name}`);
  for (const [, module, alias] of source.matchAll(/\bimport[ \t]+([\w.]{1,100})[ \t]+as[ \t]+(\w+)/g)) add(alias, module);
  for (const [, name, names, module] of source.matchAll(REQUIRED)) {
    add(name, module);
    for (const [, member = '', alias] of (names ?? '').matchAll(/([\w$]+)\s*(?::|as)\s*([\w$]+)/g)) add(alias, `${module}.${member}`);
  }
  for (const [, name, meaning = ''] of source.matchAll(RENAMED)) add(name, resolved(meaning, aliases));
  return new Map([...aliases, ...programsIn(source)]);
}

/** Modules whose functions have names that others use too, such as `load`. */
const LOADING = /^(?:yaml|ruamel\.yaml|pickle|_pickle|cPickle|marshal|dill|cloudpickle|jsonpickle|shelve|joblib|runpy|importlib)$/;

const REQUIRED =
  /(?:(?:const|let|var)\s+|import\s+(?:\*\s*as\s+)?)(?:([\w$]+)|\{([^}]{0,500})\})\s*(?:=\s*(?:await\s+)?(?:require|import)\s*\(\s*|from\s+)["'](?:node:)?(child_process|vm|os|util|worker_threads)["']/g;
// x = os.system; const run = promisify(cp.exec)
const RENAMED =
  /(?:^|[;{\n])[ \t]*(?:(?:const|let|var)[ \t]+)?([\w$]+)[ \t]*=[ \t]*(?:(?:util\.)?promisify\()?([A-Za-z_$][\w$]*(?:\.[\w$]+){0,4})\)?[ \t]*(?=[;\n]|$)/g;
