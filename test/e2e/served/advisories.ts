import { zipOf } from '../../support/archives';

const ID = 'GO-2021-0113';

function advisory(modified: string) {
  return {
    id: ID,
    aliases: ['CVE-2021-38561'],
    schema_version: '1.3.1',
    modified,
    published: '2021-10-06T17:51:21Z',
    summary: 'Out-of-bounds read in golang.org/x/text/language',
    details: 'Due to improper index calculation, an incorrectly formatted language tag can cause Parse to panic.',
    affected: [
      {
        package: { name: 'golang.org/x/text', ecosystem: 'Go' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '0.3.7' }] }],
        ecosystem_specific: { imports: [{ path: 'golang.org/x/text/language', symbols: ['Parse'] }] },
      },
    ],
    database_specific: { url: `https://pkg.go.dev/vuln/${ID}` },
  };
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
