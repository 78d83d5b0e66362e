import { type CallTable, lastOf } from './calls';
import { isProgramOfShell } from './known';

const CODE: ReadonlySet<string> = new Set(['eval', 'Function', 'globalThis.eval', 'window.eval', 'global.eval', 'import']);
const VM: ReadonlySet<string> = new Set([
  'runInThisContext',
  'runInNewContext',
  'runInContext',
  'compileFunction',
  'Script',
  'SourceTextModule',
  '_compile',
]);
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
// exec of a regular expression is a different function
const CHILD = /^(?:exec|(?:child_?process|cp|childProcess)\.exec|.*\bexecSync)$/i;

/** What Node.js' own calls do with their arguments. */
export const nodeCalls: CallTable = {
  isSafe: (callee, purpose) => NUMBERS.has(callee) || (purpose === 'code' && callee === 'JSON.stringify'),
  runs: (callee) => {
    if (CODE.has(callee) || VM.has(lastOf(callee)) || /\.constructor$/.test(callee)) return 'code';
    return CHILD.test(callee) || isProgramOfShell(callee) ? 'shell' : undefined;
  },
  mayRun: (callee) => (lastOf(callee) === 'Worker' ? 'code' : STARTS.has(lastOf(callee)) ? 'shell' : undefined),
  isBuiltIn: (name) => name === 'eval' || name === 'Function',
};
