import { type CallTable, lastOf } from './calls';
import { isProgramOfShell } from './known';

const CODE: ReadonlySet<string> = new Set(['eval', 'exec', 'compile', '__import__']);
const RUNNERS =
  /^(?:(?:timeit\.)?(?:timeit|repeat|Timer)|(?:cProfile|profile|pdb|trace|bdb)\.(?:run|runctx|runeval|runcall)|(?:.*\.)?(?:runsource|runcode|unsafe_load(?:_all)?|full_load(?:_all)?|read_pickle)|(?:pickle|marshal|dill|cloudpickle|_pickle|cPickle)\.(?:loads?|Unpickler)|(?:yaml|ruamel\.yaml)\.C?(?:Unsafe|Full)?Loader|shelve\.open|joblib\.load|jsonpickle\.(?:decode|loads)|(?:importlib\.)?import_module|(?:runpy\.)?run_(?:path|module))$/;
const SHELL: ReadonlySet<string> = new Set(['system', 'popen', 'getoutput', 'getstatusoutput', 'create_subprocess_shell']);
const STARTS: ReadonlySet<string> = new Set(['run', 'call', 'check_call', 'check_output', 'Popen']);
// a number cannot be a program, and a quoted string is one word of a shell or one literal of Python
const NUMBERS: ReadonlySet<string> = new Set(['int', 'float', 'bool', 'len']);
const QUOTES = { code: new Set(['repr', 'ascii', 'json.dumps']), shell: new Set(['shlex.quote', 'quote', 'pipes.quote', 'shlex.join']) };

/** What Python's own calls do with their arguments. */
export const pythonCalls: CallTable = {
  isSafe: (callee, purpose) => NUMBERS.has(callee) || QUOTES[purpose].has(callee),
  runs: (callee) => {
    if (CODE.has(callee.replace(/^(?:builtins|__builtins__|globals)(?:\.__dict__)?\./, '')) || RUNNERS.test(callee)) return 'code';
    return SHELL.has(lastOf(callee)) || isProgramOfShell(callee) ? 'shell' : undefined;
  },
  mayRun: (callee) => (STARTS.has(lastOf(callee)) ? 'shell' : undefined),
  isBuiltIn: (name) => CODE.has(name),
};
