import type { EvaluatedVariable } from '../shell';
import { withPlainEnvironment } from './environment';
import type { Refusal } from './frame';
import { readNode } from './node';
import { readPython } from './python';
import { VALUE } from './value';

const READERS = [
  {
    shebang: /^#!\s*\S*(?:\/env\s+(?:-S\s+)?)?(?:.*[/\s])?python[\d.]*(?:\s|$)/,
    read: readPython,
    variable:
      /\b(?:\w+\.)?(?:environ\[\s*(["'])(\w+)\1\s*\]|(?:environ\.get|getenv)\(\s*(["'])(\w+)\3[^()\n]{0,200}\))|\bsys\.argv\[(\d+)\]/g,
    /** Index of the first argument in the list of arguments. */
    first: 1,
  },
  {
    shebang: /^#!\s*\S*(?:\/env\s+(?:-S\s+)?)?(?:.*[/\s])?node(?:\s|$)/,
    read: readNode,
    variable: /\bprocess\.env(?:\[\s*(["'])(\w+)\1\s*\]|(\?)?\.([A-Za-z_]\w*))|\bprocess\.argv\[(\d+)\]/g,
    first: 2,
  },
] as const;

/**
 * Returns the variables and arguments with a run-time value that a script of Python or Node.js executes.
 * @param names - the variables of the container that hold a value, with the value
 * @param valueIn - the value in an argument; undefined for an argument without one
 */
export function findExecutedVariables(
  script: string,
  names: ReadonlyMap<string, string>,
  valueIn: (argument: number) => string | undefined,
): readonly EvaluatedVariable[] {
  const [head = ''] = script.split('\n', 1);
  const reader = READERS.find(({ shebang }) => shebang.test(head));
  if (reader === undefined) return [];
  const found: { readonly body: string; readonly name: string }[] = [];
  const source = withPlainEnvironment(script.replaceAll(VALUE, '')).replace(
    reader.variable,
    (written, ...groups: (string | undefined)[]) => {
      const [, indexed, , member, index] = groups;
      const argument = index === undefined ? undefined : Number(index) - reader.first;
      const name = argument === undefined ? (indexed ?? member ?? '') : `$${argument + 1}`;
      const body = argument === undefined ? names.get(name) : valueIn(argument);
      if (body === undefined) return written;
      found.push({ body, name });
      return VALUE;
    },
  );
  if (found.length === 0) return [];
  return refusalsIn(source, reader.read).flatMap((refusal) => inVariable(refusal, found[refusal.value]));
}

function inVariable({ code, where, line, fix }: Refusal, found: { readonly body: string; readonly name: string } | undefined) {
  if (code !== 'TW191' || found === undefined) return [];
  return [{ ...found, where: where.replace(/^in /, '').replace(/, where .*/, ''), fix, isArithmetic: false, line }];
}

/** Programs that create many Tasks give them the same script. */
const known = new Map<string, readonly Refusal[]>();
const MAX_KNOWN = 100;

function refusalsIn(source: string, read: typeof readPython): readonly Refusal[] {
  const found = known.get(source) ?? read(source).refusals;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(source, found);
  return found;
}
