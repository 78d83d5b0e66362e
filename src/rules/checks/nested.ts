import type { Report } from '../contract/rule';
import type { Context } from '../set/context';
import type { Use } from '../view/use';
import type { View } from '../view/view';
import { isProse } from './prose';

/** Reports a variable inside another variable. */
export function reportNested(use: Use<Use['variable'], View & { readonly spec: unknown }>, context: Context, report: Report): void {
  const { body, isNested } = use;
  if (isNested && !isProse(use, context)) report([], `"$(${body})" is inside another variable; Tekton replaces only the inner one`);
}
