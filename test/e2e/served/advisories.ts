import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipOf } from '../../support/archives';

interface Advisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly affected: readonly object[];
}

const known = JSON.parse(readFileSync(join(__dirname, '../../support/go-advisory.json'), 'utf8')) as Advisory;

function advisory(modified: string) {
  return { ...known, modified };
}

/** The files of Go's database, as of vuln.go.dev, with one advisory, or without any. */
export function goDatabase(modified: string, isEmpty = false): Readonly<Record<string, string>> {
  const { id, aliases } = advisory(modified);
  return {
    'index/db.json': JSON.stringify({ modified }),
    'index/modules.json': JSON.stringify(isEmpty ? [] : [{ path: 'golang.org/x/text', vulns: [{ id, modified, fixed: '0.3.7' }] }]),
    'index/vulns.json': JSON.stringify(isEmpty ? [] : [{ id, modified, aliases }]),
    ...(!isEmpty && { [`ID/${id}.json`]: JSON.stringify(advisory(modified)) }),
  };
}

/** The archive of an ecosystem of OSV with that advisory, or with one of another package. */
export function osvArchive(modified: string, isEmpty = false): Buffer {
  const one = advisory(modified);
  const other = {
    ...one,
    id: 'GO-2021-0001',
    aliases: [],
    affected: [{ ...one.affected[0], package: { name: 'example.org/other', ecosystem: 'Go' } }],
  };
  const written = isEmpty ? other : one;
  return zipOf({ [`${written.id}.json`]: JSON.stringify(written) });
}
