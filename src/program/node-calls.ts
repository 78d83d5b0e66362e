import { type CallTable, lastOf } from './calls';
import type { Language } from './flow';
import { isProgramOfShell } from './known';

const CODE: ReadonlySet<string> = new Set(['eval', 'Function', 'globalThis.eval', 'window.eval', 'global.eval', 'import', 'require']);
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
const nodeCalls: CallTable = {
  isSafe: (callee, purpose) => NUMBERS.has(callee) || (purpose === 'code' && callee === 'JSON.stringify'),
  runs: (callee) => {
    if (CODE.has(callee) || VM.has(lastOf(callee)) || /\.constructor$/.test(callee)) return 'code';
    return CHILD.test(callee) || isProgramOfShell(callee) ? 'shell' : undefined;
  },
  mayRun: (callee) => (lastOf(callee) === 'Worker' ? 'code' : STARTS.has(lastOf(callee)) ? 'shell' : undefined),
  isBuiltIn: (name) => name === 'eval' || name === 'Function',
};

const FUNCTIONS = [
  /(?:^|[{},;])[ \t]*(?:class\b[^{\n]{0,100}\{)?[ \t]*(?:static\s+)?(?:async\s+)?(?!(?:if|for|while|switch|catch|with|function)\b)([\w$]+)\s*\(([^()]{0,1000})\)\s*\{/gm,
  /\bfunction\s*\*?\s*([\w$]+)\s*\(([^)]{0,1000})\)/g,
  /\b([\w$]+)\s*=\s*(?:async\s*)?(?:function\s*)?\(([^)]{0,1000})\)\s*(?:=>|\{)/g,
  /\b([\w$]+)\s*=\s*(?:async\s+)?([\w$]+)\s*=>/g,
];

/** The words of messages about values that Node.js executes. */
export const nodeLanguage: Language = {
  name: 'Node.js',
  calls: nodeCalls,
  functions: FUNCTIONS,
  fixes: {
    code: 'use the value as data, such as JSON.parse(value) or Number(value)',
    shell: "pass the arguments as an array, such as execFileSync('ls', [value])",
  },
};
