import { pathOf } from '../log/location';
import type { SarifLog } from '../log/sarif';
import { decodeUri } from '../log/uri';
import { mapResults, withProperties } from './each-finding';
import { matchesOwnersPattern } from './owners-pattern';

/** Property of a result: the owners of its file. */
export const ownersProperty = 'tekwire/owners';

/** The owners of files, in the order of the file; the last pattern that matches counts. */
export type CodeOwners = readonly { readonly pattern: string; readonly owners: readonly string[]; readonly section: string }[];

/**
 * Reads a CODEOWNERS file of GitHub or GitLab: a pattern and its owners on each line, sections in brackets (GitLab), whose owners are the
 * default of their lines.
 */
export function readCodeOwners(text: string): CodeOwners {
  const entries: { pattern: string; owners: readonly string[]; section: string }[] = [];
  let [section, defaults]: [string, readonly string[]] = ['', []];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, name, owners = ''] = /^\^?\[([^\]]+)\](?:\[\d+\])?\s*(.*)$/.exec(line.trim()) ?? [];
    if (name !== undefined) {
      [section, defaults] = [name.toLowerCase(), wordsOf(owners)];
      continue;
    }
    const [pattern, ...own] = wordsOf(line);
    if (pattern !== undefined) entries.push({ pattern, owners: own.length > 0 ? own : defaults, section });
  }
  return entries;
}

/** Words of a line without its comment; a space after a backslash belongs to the word. */
function wordsOf(line: string): readonly string[] {
  const words = line.trim().match(/(?:\\.|[^\s\\])+/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith('#'));
  return (comment < 0 ? words : words.slice(0, comment)).map((word) => word.replace(/\\(.)/g, '$1'));
}

/** The owners of a file: of each section those of the last pattern that matches. */
function ownersOf(owners: CodeOwners, path: string): readonly string[] {
  const bySection = new Map<string, readonly string[]>();
  for (const { pattern, owners: named, section } of owners) if (matchesOwnersPattern(pattern, path)) bySection.set(section, named);
  return [...new Set([...bySection.values()].flat())];
}

/** Adds to every finding the owners of its file. */
export function addCodeOwners(log: SarifLog, owners: CodeOwners): SarifLog {
  const known = new Map<string, readonly string[]>();
  return mapResults(log, ({ result }) => {
    const path = pathOf(result);
    if (path === '') return result;
    const found = known.get(path) ?? ownersOf(owners, decodeUri(path));
    known.set(path, found);
    return found.length === 0 ? result : withProperties(result, { [ownersProperty]: found });
  });
}
