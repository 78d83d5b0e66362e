import { codeHazard } from './builtins';
import type { Demand } from './followed';
import { OPTION, STDIN } from './syntax';

/** How a language executes strings, and reads what its caller passes. */
interface Language {
  /** A statement that executes strings. */
  readonly executes: RegExp;
  /** References to arguments: the group is the index, or absent for all of them. */
  readonly argument: RegExp;
  /** What is added to the index for the position among the arguments, whose first is 1. */
  readonly offset: number;
  readonly environment: RegExp;
  readonly input?: RegExp;
  /** Variables that an option of the command sets. */
  readonly variable?: RegExp;
}

const languages: ReadonlyMap<string, Language> = new Map([
  [
    'perl -e',
    {
      executes: /\b(?:system|exec|eval|qx|open)\b|`/,
      argument: /\$ARGV\[(\d+)\]|@ARGV|\bshift\b/g,
      offset: 1,
      environment: /\$ENV\{\s*["']?(\w+)["']?\s*\}/g,
      input: /<STDIN>|<>|\$_/,
    },
  ],
  [
    'ruby -e',
    {
      executes: /\b(?:system|exec|eval|spawn|popen|instance_eval)\b|`|%x/,
      argument: /\bARGV\[(\d+)\]|\bARGV\b/g,
      offset: 1,
      environment: /\bENV(?:\[|\.fetch\()\s*["'](\w+)["']/g,
      input: /\b(?:STDIN|gets)\b/,
    },
  ],
  [
    'php -r',
    {
      executes: /\b(?:system|exec|shell_exec|passthru|popen|proc_open|eval|assert)\b|`/,
      argument: /\$argv\[(\d+)\]|\$argv\b/g,
      offset: 0,
      environment: /\bgetenv\(\s*["'](\w+)["']|\$_(?:ENV|SERVER)\[\s*["'](\w+)["']/g,
    },
  ],
  [
    'awk',
    {
      executes: /\bsystem\s*\(|\|\s*getline|\|&|\bprintf?\b[^;}]*\|/,
      argument: /\bARGV\[(\d+)\]/g,
      offset: 0,
      environment: /\bENVIRON\[\s*"(\w+)"\s*\]/g,
      input: /\$\d|\$NF/,
      variable: /(?<![\w$".])([A-Za-z_]\w*)(?!\w|\s*\()/g,
    },
  ],
]);

/** Returns what a program of another language executes of what its caller passes, as far as single statements show it. */
export function demandsOfOther(title: string, program: string): readonly Demand[] {
  const language = languages.get(title);
  if (language === undefined) return [];
  const { executes, argument, offset, environment, input, variable } = language;
  const found = new Set<string>();
  for (const whole of program.split(/[;\n]/)) {
    const at = whole.search(executes);
    if (at < 0) continue;
    // "command" | getline executes what stands before it
    const statement = whole.charAt(at) === '|' ? whole : whole.slice(at);
    for (const [, index] of statement.matchAll(argument)) found.add(index === undefined ? '#1+' : `#${Number(index) + offset}`);
    for (const [, one, other] of statement.matchAll(environment)) found.add(one ?? other ?? '');
    if (input?.test(statement)) found.add(STDIN);
    for (const [, name = ''] of variable === undefined ? [] : statement.matchAll(variable)) found.add(`${name}${OPTION}`);
  }
  return [...found].map((name) => ({ variable: name, hazard: HAZARD, at: 0 }));
}

const HAZARD = codeHazard('a statement that executes it', 'do not execute the value; pass the program its arguments as a list');
