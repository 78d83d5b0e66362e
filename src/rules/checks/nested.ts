import type { Report } from '../contract/rule';
import type { Context } from '../set/context';
import type { Use } from '../view/use';

/** Reports a variable that stands inside another one. */
export function reportNested({ body, isNested }: Use, _: Context, report: Report): void {
  if (isNested) report([], `"$(${body})" stands inside another variable; Tekton replaces only the inner one`);
}
