import type { CallTable } from './calls';

const CODE: ReadonlySet<string> = new Set(['eval', 'Function', 'globalThis.eval', 'window.eval', 'global.eval']);
const VM: ReadonlySet<string> = new Set(['runInThisContext', 'runInNewContext', 'runInContext', 'compileFunction']);
const STARTS: ReadonlySet<string> = new Set(['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork']);
const NUMBERS: ReadonlySet<string> = new Set([
  'Number',
  'parseInt',
  'parseFloat',
  'Boolean',
  'BigInt',
  'Number.parseInt',
  'Number.parseFloat',
]);
// exec of a regular expression is another thing
const CHILD = /^(?:exec|(?:child_?process|cp|childProcess)\.exec|.*\bexecSync)$/i;

/** What Node.js' own calls do with their arguments. */
export const nodeCalls: CallTable = {
  isSafe: (callee, purpose) => NUMBERS.has(callee) || (purpose === 'code' && callee === 'JSON.stringify'),
  runs: (callee) =>
    CODE.has(callee) || VM.has(lastOf(callee)) || callee === 'vm.Script' ? 'code' : CHILD.test(callee) ? 'shell' : undefined,
  mayRunShell: (callee) => STARTS.has(lastOf(callee)),
};

function lastOf(callee: string): string {
  return callee.slice(callee.lastIndexOf('.') + 1);
}
