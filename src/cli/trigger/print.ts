import { yamlOf } from '../../package';
import type { Outcome } from '../../simulate';

/** Where a report goes. */
export interface Printed {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface Printer {
  readonly summary: string;
  readonly print: (outcomes: readonly Outcome[], to: Printed) => void;
}

/** The output formats. */
export const printers = {
  text: { summary: 'a line for each trigger, then the objects that are created', print: printText },
  yaml: { summary: 'the objects that are created; the rest goes to standard error', print: printYaml },
  json: { summary: 'one JSON object for each trigger', print: printJson },
  payload: { summary: 'only the request body; no manifests are needed', print: () => undefined },
} as const satisfies Readonly<Record<string, Printer>>;

function printJson(outcomes: readonly Outcome[], { out }: Printed): void {
  for (const one of outcomes) out(JSON.stringify(one));
}

function printText(outcomes: readonly Outcome[], { out }: Printed): void {
  for (const line of lines(outcomes)) out(line);
  for (const text of documents(outcomes)) out(text);
}

function printYaml(outcomes: readonly Outcome[], { out, err }: Printed): void {
  for (const line of lines(outcomes)) err(line);
  for (const text of documents(outcomes)) out(text);
}

function lines(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap(({ result, trigger, listener, reason, assumed, creates }) => [
    `${result.padEnd(7)} ${trigger}${listener === '' ? '' : ` of ${listener}`}${creates.length === 0 ? '' : `: creates ${creates.map(nameOf).join(', ')}`}`,
    ...(reason === '' ? [] : [`        ${reason}`]),
    ...assumed.map((text) => `        assumed: ${text}`),
  ]);
}

function nameOf({ kind, metadata }: Outcome['creates'][number]): string {
  const { name, generateName } = metadata ?? {};
  return `${kind} ${name ?? `${generateName}…`}`;
}

function documents(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap(({ creates }) => creates.map((one) => `---\n${yamlOf(one).trimEnd()}`));
}
