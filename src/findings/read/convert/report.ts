import { markIncomplete } from '../../log/failed-run';
import { isObject, type JsonObject } from '../../log/rewrite';
import type { SarifLevel, SarifLog, SarifProperties, SarifResult, SarifRule } from '../../log/sarif';

/** A finding of a tool that writes no SARIF. */
export interface ConvertedFinding {
  readonly rule: Omit<SarifRule, 'id'> & { readonly id: string };
  readonly level: SarifLevel;
  readonly message: string;
  /** A path, or the URL of what was scanned. */
  readonly uri: string;
  /** Lines and columns from 1; undefined where the tool names none. */
  readonly region?: {
    readonly startLine?: number | undefined;
    readonly startColumn?: number | undefined;
    readonly endLine?: number | undefined;
    readonly endColumn?: number | undefined;
  };
  readonly properties?: SarifProperties;
}

/** What a converter has read. */
export interface ConvertedReport {
  readonly tool: string;
  readonly findings: readonly ConvertedFinding[];
  /** What the tool could not scan, one line each. */
  readonly gaps: readonly string[];
}

/** Thrown when a report does not have the shape of the tool. */
export class UnknownShape extends Error {}

/** The report as a SARIF log with one run. */
export function toSarif({ tool, findings, gaps }: ConvertedReport): SarifLog {
  const rules = new Map<string, SarifRule>();
  for (const { rule } of findings) if (!rules.has(rule.id)) rules.set(rule.id, rule);
  const results = findings.map(toResult);
  const run = {
    tool: { driver: { name: tool, rules: [...rules.values()] } },
    invocations: [{ executionSuccessful: true }],
    results,
  };
  return { version: '2.1.0', runs: [gaps.reduce(markIncomplete, run)] };
}

function toResult({ rule, level, message, uri, region, properties }: ConvertedFinding): SarifResult {
  const known = Object.fromEntries(Object.entries(region ?? {}).filter(([, value]) => value !== undefined && value > 0));
  const physicalLocation = { artifactLocation: { uri }, ...(known.startLine !== undefined && { region: known }) };
  return {
    ruleId: rule.id,
    level,
    message: { text: message },
    locations: [{ physicalLocation }],
    ...(properties && { properties }),
  };
}

/** The objects of a list. @throws UnknownShape when it is not an array */
export function objectsIn(value: unknown, name: string): readonly JsonObject[] {
  if (!Array.isArray(value)) throw new UnknownShape(`"${name}" is not an array`);
  return value.filter(isObject);
}

/** A field as text; empty when it is neither a string nor a number. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A field as a number; undefined when it has another type. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
