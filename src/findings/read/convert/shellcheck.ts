import { isObject, type JsonObject } from '../../log/rewrite';
import type { SarifLevel } from '../../log/sarif';
import { type ConvertedFinding, type ConvertedReport, numberOf, objectsIn, textOf, UnknownShape } from './report';

const levels: Readonly<Record<string, SarifLevel>> = { error: 'error', warning: 'warning', info: 'note', style: 'note' };

/** The values of ShellCheck's format json1. @see https://github.com/koalaman/shellcheck/blob/master/src/ShellCheck/Formatter/JSON1.hs */
export function readShellcheck(...reports: readonly unknown[]): ConvertedReport {
  const comments = reports.flatMap((report) => {
    if (!isObject(report)) throw new UnknownShape('expected an object with "comments"');
    return objectsIn(report.comments, 'comments');
  });
  return { tool: 'ShellCheck', findings: comments.map(findingOf), gaps: [] };
}

function findingOf({ file, code, level, message, line, column, endLine, endColumn }: JsonObject): ConvertedFinding {
  const id = `SC${textOf(code)}`;
  return {
    rule: { id, helpUri: `https://www.shellcheck.net/wiki/${id}` },
    level: levels[textOf(level)] ?? 'warning',
    message: textOf(message),
    uri: textOf(file),
    region: { startLine: numberOf(line), startColumn: numberOf(column), endLine: numberOf(endLine), endColumn: numberOf(endColumn) },
  };
}
