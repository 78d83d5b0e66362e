import type { Shell } from '../../shell';
import type { TaskView } from '../view/task-view';
import { items } from '../view/view';

// programs whose output ends with a newline, unless an option prevents it
const PRINTING: ReadonlyMap<string, RegExp | undefined> = new Map<string, RegExp | undefined>([
  ['echo', /^-[eE]*n|\\c/],
  ['git', /^-z$/],
  ['date', undefined],
  ['basename', /^-z$|--zero/],
  ['dirname', /^-z$|--zero/],
  ['pwd', undefined],
  ['whoami', undefined],
  ['hostname', undefined],
  ['uname', undefined],
  ['jq', /^-[a-z]*j|--join-output/],
  ['grep', undefined],
  ['cut', undefined],
  ['wc', undefined],
  ['sort', /^-z$/],
  ['uniq', undefined],
  ['tail', /^-c/],
  ['realpath', undefined],
  ['readlink', /^-n/],
  ['sha256sum', undefined],
  ['mktemp', undefined],
  ['expr', undefined],
  ['seq', undefined],
  ['yq', /^-[a-zA-Z]*j|--join-output|--unwrapScalar=false/],
  ['head', /^-c/],
  ['awk', /printf|ORS/],
  ['which', undefined],
  ['id', undefined],
  ['nproc', undefined],
  ['ls', undefined],
  ['find', /^-print0$|^-printf$/],
  ['md5sum', undefined],
  ['sha1sum', undefined],
  ['sha512sum', undefined],
  ['crane', undefined],
  ['skopeo', undefined],
  ['node', undefined],
  ['npm', undefined],
  ['mvn', undefined],
  ['printf', undefined],
  ['cat', undefined],
]);

/** Programs of which only some calls end with a newline, and what these have. */
const ONLY: ReadonlyMap<string, RegExp> = new Map([
  ['git', /\b(?:rev-parse|describe|log|symbolic-ref|config|rev-list|merge-base|branch|show|ls-remote|tag|diff)\b/],
  ['crane', /\bcrane\s+(?:digest|ls|version)\b/],
  ['skopeo', /\bskopeo\s+inspect\b/],
  ['node', /\s(?:-p|--print|--version|-v)\b/],
  ['npm', /\bnpm\s+(?:version|view|pkg)\b/],
  ['mvn', /-DforceStdout\b/],
  // a format with a newline at its end
  ['printf', /^printf\s+(?:--\s+)?(["']?)(?:(?!\1)[^\n]|\\.)*\\n\1(?:\s|$)/],
  // a text of the script, not a file of which the end is unknown
  ['cat', /<</],
]);

/** The results that a Task certainly writes with a trailing newline, and the program that writes them. */
export function lineEndsOf(task: TaskView, shellOf: (script: string) => Shell | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const types = new Map(items(task.spec.results).map(({ item }) => [item.name ?? '', item.type ?? 'string']));
  // the results of the Task that are those of a step
  const taken = new Map(items(task.spec.results).map(({ item }) => [item.value ?? '', item.name ?? '']));
  for (const { item: step } of items(task.spec.steps)) {
    const script = step.script || inlineScript(step.command, step.args);
    const paths = pathsIn([...items(task.spec.stepTemplate?.env), ...items(step.env)].map(({ item }) => item));
    if (!script.includes('.path)') && paths.size === 0) continue;
    const shell = shellOf(script);
    if (shell === undefined) {
      for (const [name, program] of writersInProgram(script)) if (types.get(name) === 'string') found.set(name, program);
      continue;
    }
    const text = shell.text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (written, a: string, b: string) => paths.get(a ?? b) ?? written);
    for (const line of text.split('\n')) {
      for (const [result, program] of writersIn(line)) {
        const name = result.startsWith('step.') ? (taken.get(`$(steps.${step.name}.results.${result.slice(5)})`) ?? '') : result;
        if (types.get(name) === 'string') found.set(name, program);
      }
    }
    for (const name of trimmedIn(text)) found.delete(name);
  }
  return found;
}

/** The environment variables that hold the path of a result. */
function pathsIn(env: readonly { readonly name?: string; readonly value?: string }[]): ReadonlyMap<string, string> {
  const isPath = (value: string) => /^\$\((?:step\.)?results\.[\w-]+\.path\)$/.test(value);
  return new Map(env.flatMap(({ name = '', value = '' }) => (isPath(value) ? [[name, value] as const] : [])));
}

/** The script that a step gives a shell as an argument: `command: [sh, -c]`. */
export function inlineScript(command: readonly string[] = [], args: readonly string[] = []): string {
  const [program = '', option = '', text = ''] = [...command, ...args];
  return /(?:^|\/)(?:ba|da|k|z)?sh$/.test(program) && /^-\w*c$/.test(option) ? text : '';
}

const TARGET = /(?:>\s*|\btee\s+(?:-a\s+)?)["']?\$\(((?:step\.)?)results\.([\w-]+)\.path\)["']?/g;

/** The results that a line of a script writes with a trailing newline. */
function* writersIn(line: string): Iterable<readonly [name: string, program: string]> {
  for (const match of line.matchAll(TARGET)) {
    const before = line.slice(0, match.index);
    const statement = before.split(/;|&&|\|\||\bthen\b|\bdo\b|\belse\b|\{/).at(-1) ?? '';
    const stages = statement.split('|').map((stage) => stage.trim());
    // tee passes on the output of the previous stage
    const stage = stages.filter((one) => one !== '' && !/^(?:sudo\s+)?tee\b/.test(one)).at(-1) ?? '';
    const call = stage.replace(/^[({]\s*/, '').replace(/^(?:sudo|command|exec|env)\s+/, '');
    const words = call.split(/\s+/);
    const program = words[0]?.split('/').at(-1) ?? '';
    const silent = PRINTING.get(program);
    if (!PRINTING.has(program) || (silent !== undefined && words.slice(1).some((word) => silent.test(word)))) continue;
    const only = ONLY.get(program);
    if (only !== undefined && !only.test(program === 'cat' ? line : call)) continue;
    // a string that continues on the next line is not analysed
    yield [`${match[1] ?? ''}${match[2] ?? ''}`, program];
  }
}

const PATH = String.raw`f?["'\x60]\$\(results\.([\w-]+)\.path\)["'\x60]`;
const OPENED = new RegExp(String.raw`\bopen\(\s*${PATH}\s*,\s*["'][wa]t?["'][^)\n]*\)\s*as\s+(\w+)\s*:`, 'g');
const PRINTED = new RegExp(String.raw`\bprint\((?![^\n]*\bend\s*=)[^\n]*\bfile\s*=\s*open\(\s*${PATH}`, 'g');
const WRITTEN = new RegExp(String.raw`\b(?:write|append)File(?:Sync)?\(\s*${PATH}\s*,[^\n]*\\n["'\x60]\s*[,)]`, 'g');

/** The results that a program in Python or Node.js writes with a trailing newline, and the function that does. */
function* writersInProgram(script: string): Iterable<readonly [name: string, program: string]> {
  for (const { index, 1: result = '', 2: file = '' } of script.matchAll(OPENED)) {
    const block = script.slice(index, index + 1000);
    if (new RegExp(String.raw`\bprint\((?![^\n]*\bend\s*=)[^\n]*\bfile\s*=\s*${file}\b`).test(block)) yield [result, 'print'];
    else if (new RegExp(String.raw`\b${file}\.write\([^\n]*\\n["']\s*\)`).test(block)) yield [result, 'write'];
  }
  for (const [, result = ''] of script.matchAll(PRINTED)) yield [result, 'print'];
  for (const [, result = ''] of script.matchAll(WRITTEN)) yield [result, 'writeFile'];
}

/** The results that a script writes again, without the newline. */
function trimmedIn(text: string): readonly string[] {
  return [
    ...text.matchAll(
      /(?:tr\s+-d\s+\S*\\n\S*|printf\s(?![^\n|;]*\\n["']?[ >|])[^\n|;]*)\s*(?:>\s*|\|\s*tee\s+)["']?\$\(results\.([\w-]+)\.path\)/g,
    ),
  ].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
