import type { Construct } from 'constructs';
import { checkedTool, type DatabaseProps, fetchNote, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'osv-scanner',
  description: 'Finds vulnerable dependencies by lockfiles and manifests',
  image: 'ghcr.io/google/osv-scanner:v2.6.0',
  licence: 'Apache-2.0',
  page: 'https://google.github.io/osv-scanner',
  network: 'api.osv.dev',
  databaseFolder: 'osv',
  databaseFile: fetchNote,
  findingsExitCodes: [1],
  nothingExitCodes: [128],
  canary: {
    files: { 'go.mod': 'module canary\n\ngo 1.20\n\nrequire golang.org/x/text v0.3.5\n' },
    finds: [['CVE-2021-38561', 'GO-2021-0113']],
    settings: ['osv-scanner.toml'],
  },
  exitCodes: { 127: 'it had an error, such as a database that is missing', 128: 'there is no lockfile or manifest that it reads' },
};

/** Options of OsvScanner. */
export interface OsvScannerProps extends ToolProps, DatabaseProps {}

/** Finds vulnerable dependencies by the lockfiles and manifests of many languages. @see https://google.github.io/osv-scanner */
export class OsvScanner extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: OsvScannerProps = {}) {
    const props = checkedTool(
      scope,
      id,
      knownOptions('OsvScannerProps', options, { scope, id }, { isExtended: new.target !== OsvScanner }),
    );
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif, database }, { image, args }) => ({
        image,
        command: ['/osv-scanner'],
        args: [
          'scan',
          'source',
          '--recursive',
          // what .gitignore names may be committed nevertheless
          '--no-ignore',
          '--format',
          'sarif',
          '--output-file',
          sarif,
          ...(database === undefined ? [] : ['--offline']),
          ...args,
          '.',
        ],
        ...(database !== undefined && { env: { OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: database } }),
      })),
    );
  }
}
