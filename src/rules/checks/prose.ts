import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { Use } from '../view/use';
import type { View } from '../view/view';

/**
 * Whether a variable is in text that nothing executes: a description, the display name of a Task, or a comment of a script. Tekton
 * replaces variables there, too, but an unreplaced one does no harm.
 */
export function isProse({ path, owner, at }: Use<Use['variable'], View & { readonly spec: unknown }>, context: Context): boolean {
  const field = path[path.length - 1];
  if (field === 'description' || field === 'displayName') return true;
  if (field !== 'script') return false;
  const script = textAt(owner.spec, path);
  return script !== undefined && isComment(script, at, context);
}

/** The string at a field path of a value. */
export function textAt(value: unknown, path: readonly (string | number)[]): string | undefined {
  let part = value;
  for (const key of path)
    part = isRecord(part) || Array.isArray(part) ? (part as Readonly<Record<string | number, unknown>>)[key] : undefined;
  return typeof part === 'string' ? part : undefined;
}

/** Whether the offset in a script is in a comment. Scripts that the shell reader cannot parse are read line by line. */
export function isComment(script: string, at: number, context: Context): boolean {
  const shell = context.memo.shell(script);
  if (shell !== undefined) return shell.comments.some(({ from, to }) => from <= at && at < to);
  const start = script.lastIndexOf('\n', at) + 1;
  const line = script.slice(start, at).replace(/(["'`])(?:\\.|(?!\1).)*\1/g, '');
  if (!/^#!.*\b(?:node|deno|bun)\b/.test(script)) return /^[ \t]*\/\/|(?:^|\s)#/.test(line) && !/["']/.test(line);
  const isInBlock = script.lastIndexOf('/*', at) > script.lastIndexOf('*/', at);
  return (isInBlock || /(?:^|\s)\/\//.test(line) || /^[ \t]*#/.test(line)) && !/["'`]/.test(line);
}
