import { isObject, type JsonObject } from '../../log/rewrite';
import type { SarifLevel } from '../../log/sarif';
import { type ConvertedFinding, type ConvertedReport, numberOf, objectsIn, textOf, UnknownShape } from './report';

const levels: Readonly<Record<string, SarifLevel>> = { HIGH: 'error', MEDIUM: 'warning', LOW: 'note' };

/** Bandit's JSON, as its SARIF extra would write it. @see https://github.com/PyCQA/bandit/blob/main/bandit/formatters/json.py */
export function readBandit(report: unknown): ConvertedReport {
  if (!isObject(report)) throw new UnknownShape('expected an object with "results"');
  const errors = report.errors === undefined ? [] : objectsIn(report.errors, 'errors');
  return {
    tool: 'Bandit',
    findings: objectsIn(report.results, 'results').map(findingOf),
    gaps: errors.map(({ filename, reason }) => `${textOf(filename)} is not scanned: ${textOf(reason)}`),
  };
}

function findingOf(issue: JsonObject): ConvertedFinding {
  const severity = textOf(issue.issue_severity).toUpperCase();
  const confidence = textOf(issue.issue_confidence).toUpperCase();
  const cwe = isObject(issue.issue_cwe) ? numberOf(issue.issue_cwe.id) : undefined;
  const lines = Array.isArray(issue.line_range) ? issue.line_range.map(numberOf) : [];
  const [column, endColumn] = [numberOf(issue.col_offset), numberOf(issue.end_col_offset)];
  return {
    rule: {
      id: textOf(issue.test_id),
      name: textOf(issue.test_name),
      helpUri: textOf(issue.more_info),
      properties: {
        tags: ['security', ...(cwe === undefined ? [] : [`external/cwe/cwe-${cwe}`])],
        precision: confidence.toLowerCase(),
      },
    },
    level: levels[severity] ?? 'warning',
    message: textOf(issue.issue_text),
    uri: textOf(issue.filename),
    region: {
      startLine: numberOf(issue.line_number),
      // Bandit counts columns from 0, SARIF from 1
      startColumn: column === undefined ? undefined : column + 1,
      endLine: lines.at(-1),
      endColumn: endColumn === undefined || endColumn < 0 ? undefined : endColumn + 1,
    },
    properties: { issue_confidence: confidence, issue_severity: severity },
  };
}
