import { writeSync } from 'node:fs';
import { type Diagnostic, formatDiagnostic } from '../diagnostics';

/** Environment variable that turns off the warnings of a synth. */
const SWITCH = 'TEKWIRE_WARNINGS';
const MAX_SHOWN = 20;

/** Whether a synth shows warnings. */
export function areWarningsShown(): boolean {
  return process.env[SWITCH] !== 'off';
}

/** The warnings that were printed for an app, so that none is printed twice. */
const printed = new WeakMap<object, string>();

/** Prints where the program has a mistake, if that is known. */
type Locate = (warning: Diagnostic) => string | undefined;

/** Writes the warnings of a synth to stderr: one with the same words once, with the number of its objects. */
export function printWarnings(app: object, warnings: readonly Diagnostic[], locate: Locate): void {
  if (warnings.length === 0) return;
  const lines = linesOf(warnings, locate);
  const more = lines.length > MAX_SHOWN ? [`  and ${lines.length - MAX_SHOWN} more, which tekwire validate shows`] : [];
  const head = `tekwire: ${warnings.length} warning${warnings.length === 1 ? '' : 's'} (${SWITCH}=off hides them)`;
  const text = [head, ...lines.slice(0, MAX_SHOWN), ...more].join('\n');
  if (printed.get(app) === text) return;
  printed.set(app, text);
  // a stream is cut off when the program ends before it is written
  writeSync(2, `${text}\n`);
}

function linesOf(warnings: readonly Diagnostic[], locate: Locate): readonly string[] {
  const byWords = new Map<string, { readonly first: Diagnostic; count: number }>();
  for (const warning of warnings) {
    const key = [warning.code, warning.where, warning.message].join('\n');
    const known = byWords.get(key);
    if (known === undefined) byWords.set(key, { first: warning, count: 1 });
    else known.count += 1;
  }
  return [...byWords.values()].map(({ first, count }) => {
    const location = locate(first);
    const more = count > 1 ? ` (and ${count - 1} more like it)` : '';
    return `  ${oneLine(formatDiagnostic(first))}${location === undefined ? '' : ` (${location})`}${more}`;
  });
}

function oneLine(text: string): string {
  return text.replaceAll('\n', '\\n');
}
