/** One line of `tekwire doctor`. */
export interface Finding {
  /** What was looked at: `node`, `cdk8s`, `tsconfig`. */
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do. @default - nothing */
  readonly mend?: string;
}

export const ok = (name: string, found: string): Finding => ({ name, state: 'ok', found });
export const warn = (name: string, found: string, mend: string): Finding => ({ name, state: 'warn', found, mend });
export const fail = (name: string, found: string, mend: string): Finding => ({ name, state: 'fail', found, mend });

/** The output formats of `tekwire doctor`, by their name in `-o`. */
export const findingFormats = {
  human: { summary: 'one line per check', print: (findings: readonly Finding[]) => findings.map(lineOf).join('\n') },
  json: {
    summary: 'one JSON object per line',
    print: (findings: readonly Finding[]) => findings.map((one) => JSON.stringify(one)).join('\n'),
  },
} as const;

function lineOf({ name, state, found, mend }: Finding): string {
  return `${state.padEnd(4)}  ${name.padEnd(10)}  ${found}${mend === undefined ? '' : `\n                  fix: ${mend}`}`;
}

/** Compares versions number by number; a prerelease counts as its release. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let at = 0; at < 3; at++) if (left[at] !== right[at]) return (left[at] ?? 0) - (right[at] ?? 0);
  return 0;
}

/** Whether a version fits `^A.B.C`: the same major version, not older; of 0.B.C the same B. */
export function fitsCaret(version: string, range: string): boolean {
  const [major = 0, minor = 0] = numbersOf(range);
  const [ofMajor = 0, ofMinor = 0] = numbersOf(version);
  return ofMajor === major && (major > 0 || ofMinor === minor) && compareVersions(version, range) >= 0;
}

function numbersOf(version: string): number[] {
  return (/\d+(?:\.\d+){0,2}/.exec(version)?.[0] ?? '0').split('.').map(Number);
}
