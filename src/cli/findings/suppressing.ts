import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import {
  acceptFindings,
  firstLine,
  mapSeverities,
  readSuppressions,
  readVex,
  type SarifLog,
  type SeverityRule,
  type Suppression,
  severityRulesProblem,
  type VexStatement,
} from '../../findings';
import type { Call } from '../command';
import { FileError, nameOf, readFile } from './files';
import { type Action, listOf, textOption } from './options';

/** Replaces severities by the file of `--severity-map`. Throws a FileError when it cannot be read or has a mistake. */
export function mapBySeverityFile(log: SarifLog, call: Call): SarifLog {
  const file = textOption(call, 'severity-map');
  if (file === undefined) return log;
  const value = parseYaml(readFile(file), file);
  const rules = typeof value === 'object' && value !== null && 'rules' in value ? value.rules : value;
  const problem = severityRulesProblem(rules);
  if (problem !== undefined) throw new FileError(`${nameOf(file)}: ${problem}`);
  return mapSeverities(log, rules as readonly SeverityRule[]);
}

/** A log after its suppressions, and what to print about them. */
export interface AfterSuppressing {
  readonly log: SarifLog;
  readonly lines: readonly string[];
}

/** Applies the suppressions file and the VEX documents of a call. @throws FileError when one cannot be read or has a mistake */
export function suppress(log: SarifLog, action: Action, call: Call, now: string): AfterSuppressing {
  const file = textOption(call, 'suppressions') ?? standardFile(action, call);
  const suppressions = file === undefined ? [] : readSuppressionsFile(file);
  const statements = listOf(call.options.vex).flatMap(readVexFile);
  if (suppressions.length === 0 && statements.length === 0) return { log, lines: [] };
  const accepted = acceptFindings(log, { suppressions, statements, products: listOf(call.options.product), today: now.slice(0, 10) });
  return {
    log: accepted.log,
    lines: [
      ...accepted.expired.map((one) => `expired suppression, its findings are open again: ${one}`),
      ...accepted.unused.map((one) => `unused suppression, it matches no finding: ${one}`),
      `suppressed: ${accepted.counts.file} by ${file ?? 'no file'}, ${accepted.counts.vex} by VEX`,
    ],
  };
}

function standardFile(action: Action, call: Call): string | undefined {
  const file = join(textOption(call, 'source') ?? '.', '.tekwire/suppressions.yaml');
  return action === 'suppress' && existsSync(file) ? file : undefined;
}

function readSuppressionsFile(file: string): readonly Suppression[] {
  const { suppressions, problems } = readSuppressions(parseYaml(readFile(file), file));
  if (problems) throw new FileError(problems.map((problem) => `${nameOf(file)}: ${problem}`).join('\n'));
  return suppressions;
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text, { schema: 'core', maxAliasCount: 0, prettyErrors: true });
  } catch (error) {
    if (error instanceof YAMLParseError || error instanceof ReferenceError)
      throw new FileError(`${nameOf(file)}: ${firstLine(error.message, 200)}`);
    throw error;
  }
}

function readVexFile(file: string): readonly VexStatement[] {
  const { statements, problem } = readVex(parseJson(readFile(file), file));
  if (problem !== undefined) throw new FileError(`${nameOf(file)}: ${problem}`);
  return statements;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new FileError(`${nameOf(file)}: it is not JSON`);
  }
}
