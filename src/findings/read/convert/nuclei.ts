import { isObject, type JsonObject } from '../../log/rewrite';
import type { SarifLevel } from '../../log/sarif';
import { type ConvertedFinding, type ConvertedReport, objectsIn, textOf } from './report';

const levels: Readonly<Record<string, SarifLevel>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' };

/** Nuclei's JSON (`-json-export`). @see https://github.com/projectdiscovery/nuclei/blob/main/pkg/output/output.go ResultEvent */
export function readNuclei(report: unknown): ConvertedReport {
  return { tool: 'nuclei', findings: objectsIn(report ?? [], 'the report').map(findingOf), gaps: [] };
}

function findingOf(event: JsonObject): ConvertedFinding {
  const info = isObject(event.info) ? event.info : {};
  const { severity, name, description, reference, classification } = info;
  const word = textOf(severity).toLowerCase();
  const ids = isObject(classification) ? [classification['cve-id'], classification['cwe-id']].flatMap(textsIn) : [];
  const [page] = textsIn(reference);
  const matcher = textOf(event['matcher-name']);
  return {
    rule: {
      id: textOf(event['template-id']),
      name: textOf(name),
      ...(textOf(description) !== '' && { fullDescription: { text: textOf(description) } }),
      ...(page !== undefined && { helpUri: page }),
      properties: { tags: ['security', ...ids.map((id) => id.toUpperCase().replace(/^CWE-(\d+)$/, 'external/cwe/cwe-$1'))] },
    },
    level: levels[word] ?? 'warning',
    message: `${textOf(name)}${matcher === '' ? '' : ` (${matcher})`}`,
    uri: textOf(event['matched-at'] ?? event.host),
    properties: { severity: word },
  };
}

function textsIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== '');
}
