import type { CallTable } from './calls';

const CODE: ReadonlySet<string> = new Set(['eval', 'exec', 'compile', 'builtins.eval', 'builtins.exec', 'builtins.compile', '__import__']);
const SHELL: ReadonlySet<string> = new Set(['system', 'popen', 'getoutput', 'getstatusoutput', 'create_subprocess_shell']);
const STARTS: ReadonlySet<string> = new Set(['run', 'call', 'check_call', 'check_output', 'Popen']);
// a number holds no program, and what is quoted is one word of a shell or one literal of Python
const NUMBERS: ReadonlySet<string> = new Set(['int', 'float', 'bool', 'len']);
const QUOTES = { code: new Set(['repr', 'ascii', 'json.dumps']), shell: new Set(['shlex.quote', 'quote', 'pipes.quote', 'shlex.join']) };

/** What Python's own calls do with their arguments. */
export const pythonCalls: CallTable = {
  isSafe: (callee, purpose) => NUMBERS.has(callee) || QUOTES[purpose].has(callee),
  runs: (callee) => (CODE.has(callee) ? 'code' : SHELL.has(lastOf(callee)) ? 'shell' : undefined),
  mayRunShell: (callee) => STARTS.has(lastOf(callee)),
};

function lastOf(callee: string): string {
  return callee.slice(callee.lastIndexOf('.') + 1);
}
