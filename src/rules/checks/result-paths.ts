import type { FieldPath } from '../../diagnostics';
import type { StepSpec } from '../../spec';
import type { Context } from '../set/context';
import { items, type Loose } from '../view/view';
import { isComment } from './prose';

/** A path of a result that a step spells out instead of using Tekton's variable. */
export interface ResultPath {
  readonly field: FieldPath;
  /** The name of the result. */
  readonly name: string;
}

const PATH = /\/tekton\/results\/([A-Za-z0-9][\w.-]*)/g;

/** The paths of results that are spelt out in the script, command, args or environment, each name once. Comments do not count. */
export function resultPathsOf({ script = '', command, args, env }: Loose<StepSpec>, context: Context): readonly ResultPath[] {
  const found = new Map<string, ResultPath>();
  const add = (field: FieldPath, text: string, isCode: (index: number) => boolean) => {
    if (!text.includes('/tekton/results/')) return;
    for (const { 1: name = '', index } of text.matchAll(PATH)) if (!found.has(name) && isCode(index)) found.set(name, { field, name });
  };
  add(['script'], script, (index) => !isComment(script, index, context));
  for (const [list, texts] of Object.entries({ command, args }))
    for (const [at, text] of (texts ?? []).entries()) add([list, at], String(text), () => true);
  for (const { at, item } of items(env)) add(['env', at, 'value'], item.value ?? '', () => true);
  return [...found.values()];
}
