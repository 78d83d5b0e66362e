import type { Context } from './context';
import type { Report } from './rule';
import type { Use } from './view/use';

/** Reports a variable that stands inside another one. */
export function reportNested({ body, isNested }: Use, _: Context, report: Report): void {
  if (isNested) report([], `"$(${body})" stands inside another variable; Tekton replaces only the inner one`);
}
