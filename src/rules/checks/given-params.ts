import { type FieldPath, quoted } from '../../diagnostics';
import type { Report } from '../contract/rule';
import { type Loose, repeated } from '../view/view';

type Named = Loose<{ readonly name: string }>;

// no param has a space in its name
const NAMELESS = ' ';

/**
 * Reports params that a list gives twice. Tekton compares those without a name, too.
 * @param compared - a name as Tekton compares it
 */
export function reportTwice(
  list: readonly Named[] | undefined,
  fieldOf: (at: number) => FieldPath,
  report: Report,
  compared: (name: string) => string = (name) => name,
): void {
  for (const { at, item } of repeated(list, ({ name }) => compared(name || NAMELESS)))
    report(fieldOf(at), item.name ? `param ${quoted(item.name)} is given twice` : 'two params have no name');
}

/** As Tekton compares names where it does not tell upper from lower case. */
export function lowerCase(name: string): string {
  return name.toLowerCase();
}
