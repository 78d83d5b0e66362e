import { quoted } from '../../diagnostics';
import type { Report } from '../contract/rule';
import type { Context } from '../set/context';
import { items, type Loose } from '../view/view';

/** The params or workspaces that an object passes, and the names that are declared for them. */
interface Names {
  readonly field: 'params' | 'workspaces';
  readonly given: readonly Loose<{ readonly name: string }>[] | undefined;
  readonly declared: ReadonlyMap<string, unknown>;
  /** What declares them, such as `Task`. */
  readonly owner: string;
  /** Whether another rule reports names that are not declared. */
  readonly isReported: boolean;
}

/** Reports a required name that is not set. If a name that is set is a misspelling of it, reports only that one. */
export function reportMissing(missing: string, message: string, names: Names, context: Context, report: Report): void {
  const { field, given, declared, owner, isReported } = names;
  const misspelt = items(given).find(({ item: { name = '' } }) => !declared.has(name) && context.meant(name, declared.keys()) === missing);
  if (misspelt === undefined) report([field], message);
  else if (!isReported) {
    const { name = '' } = misspelt.item;
    report([field, misspelt.at], `unknown ${field.slice(0, -1)} ${quoted(name)} of the ${owner}${context.suggest(name, declared.keys())}`);
  }
}
