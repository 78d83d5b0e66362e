import { type LocatedDiagnostic, problemText, type RuleText } from '../checked-document';
import { fieldText } from '../field';
import type { Report, Reported } from './report';

/**
 * A SARIF 2.1.0 log of one run, as code scanning reads it. It lists only rules with a diagnostic. When a file could not be read, the
 * log marks the run as failed.
 */
export const sarif: Report = { summary: 'one log for code scanning', print: (reported) => [logOf(reported)] };

function logOf({ documents, rules = [], version, failures = [] }: Reported): string {
  const found = documents.flatMap(({ diagnostics, kind, name }) => diagnostics.map((diagnostic) => ({ diagnostic, kind, name })));
  const codes = [...new Set(found.map(({ diagnostic }) => diagnostic.code))].sort();
  const indexes = new Map(codes.map((code, index) => [code, index]));
  const texts = new Map(rules.map((rule) => [rule.code, rule]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tekwire', version, rules: codes.map((code) => descriptor(code, texts.get(code))) } },
        ...(failures.length === 0 ? {} : { invocations: [invocationOf(failures)] }),
        columnKind: 'utf16CodeUnits',
        results: found.map(({ diagnostic, kind, name }) =>
          resultOf(diagnostic, indexes.get(diagnostic.code) ?? 0, `${kind} ${name}`.trim()),
        ),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function invocationOf(failures: readonly string[]): object {
  const toolExecutionNotifications = failures.map((text) => ({ level: 'error', message: { text } }));
  return { executionSuccessful: false, toolExecutionNotifications };
}

function descriptor(code: string, rule: RuleText | undefined): object {
  if (rule === undefined) return { id: code };
  const { slug, title, why, source, severity, stricter } = rule;
  return {
    id: code,
    name: slug,
    shortDescription: { text: title },
    fullDescription: { text: stricter === undefined ? why : `${why}; stricter than Tekton: ${stricter}` },
    help: { text: [why, ...(source === '' ? [] : [`Source: ${source}`]), ...explained(code)].join('\n') },
    defaultConfiguration: { level: severity },
  };
}

/** Only rules of tekwire have a page. */
function explained(code: string): string[] {
  return code.startsWith('TW') ? [`tekwire explain ${code} shows examples.`] : [];
}

function resultOf(diagnostic: LocatedDiagnostic, ruleIndex: number, object: string): object {
  const { code, severity, origin, line, column, field } = diagnostic;
  const fullyQualifiedName = [object, fieldText(field)].filter((part) => part !== '').join(' ');
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: problemText(diagnostic) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(origin) }, region: { startLine: line, startColumn: column } },
        ...(fullyQualifiedName === '' ? {} : { logicalLocations: [{ fullyQualifiedName, kind: 'object' }] }),
      },
    ],
  };
}

/** The file as a URI reference. A relative path stays relative, so that the log fits any checkout. */
function uriOf(origin: string): string {
  if (origin === '-') return 'stdin';
  const path = origin.replaceAll('\\', '/').replace(/\p{Surrogate}/gu, '\ufffd');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(path)) return `file:///${encoded.replace('%3A', ':')}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
