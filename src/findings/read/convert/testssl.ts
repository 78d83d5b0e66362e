import type { JsonObject } from '../../log/rewrite';
import type { SarifLevel } from '../../log/sarif';
import { type ConvertedFinding, type ConvertedReport, objectsIn, textOf } from './report';

/** The severities that are findings; OK, INFO, DEBUG and WARN are not, and FATAL is a problem of the scan. */
const levels: Readonly<Record<string, SarifLevel>> = { CRITICAL: 'error', HIGH: 'error', MEDIUM: 'warning', LOW: 'note' };

/** The flat JSON of testssl.sh (`--jsonfile`). @see https://github.com/testssl/testssl.sh/blob/3.2/doc/testssl.1.md "SEVERITY" */
export function readTestssl(report: unknown): ConvertedReport {
  const entries = objectsIn(report, 'the report');
  return {
    tool: 'testssl.sh',
    findings: entries.filter(({ severity }) => levels[textOf(severity)] !== undefined).map(findingOf),
    gaps: entries.filter(({ id, severity }) => severity === 'FATAL' || id === 'scanProblem').map(gapOf),
  };
}

function findingOf({ id, ip, port, severity, finding, cve, cwe }: JsonObject): ConvertedFinding {
  const word = textOf(severity);
  const tags = [textOf(cve), textOf(cwe)].flatMap((text) => text.split(' ')).filter((tag) => tag !== '');
  return {
    rule: {
      id: textOf(id),
      properties: { tags: ['security', ...tags.map((tag) => tag.replace(/^CWE-(\d+)$/, 'external/cwe/cwe-$1'))] },
    },
    level: levels[word] ?? 'warning',
    message: `${textOf(id)}: ${textOf(finding)}`,
    uri: addressOf(ip, port),
    properties: { severity: word },
  };
}

/** The scanned server; testssl.sh writes `name/address`. */
function addressOf(ip: unknown, port: unknown): string {
  const [name = '', address = ''] = textOf(ip).split('/');
  return `https://${name === '' ? address : name}:${textOf(port)}/`;
}

function gapOf({ id, finding }: JsonObject): string {
  return `${textOf(id)}: ${textOf(finding)}`;
}
