import { type FieldPath, quoted } from '../../diagnostics';
import type { Report } from '../contract/rule';
import { type Loose, repeated } from '../view/view';

type Named = Loose<{ readonly name: string }>;

// a key that no param can have, because names contain no space
const NAMELESS = ' ';

/**
 * Reports params that an array sets twice. Tekton also compares params without a name.
 * @param compared - returns the name as Tekton compares it
 */
export function reportTwice(
  list: readonly Named[] | undefined,
  fieldOf: (at: number) => FieldPath,
  report: Report,
  compared: (name: string) => string = (name) => name,
): void {
  for (const { at, item } of repeated(list, ({ name }) => compared(name || NAMELESS)))
    report(fieldOf(at), item.name ? `param ${quoted(item.name)} is set twice` : 'two params have no name');
}

/** The name as Tekton compares it where it ignores case. */
export function lowerCase(name: string): string {
  return name.toLowerCase();
}
