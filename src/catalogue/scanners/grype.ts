import type { Construct } from 'constructs';
import { checkedChoice, checkedTool, type DatabaseProps, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';
import { VULNERABLE_LOCKFILE } from './planted';

const facts: ToolFacts = {
  tool: 'Grype',
  description: 'Finds vulnerable dependencies',
  image: 'anchore/grype:v0.120.0',
  licence: 'Apache-2.0',
  page: 'https://github.com/anchore/grype',
  network: 'grype.anchore.io',
  databaseFolder: 'grype',
  ownReport: 'grype',
  canary: {
    files: { 'package-lock.json': VULNERABLE_LOCKFILE },
    finds: [['GHSA-35jh-r3h4-6jhm-lodash', 'CVE-2021-23337-lodash']],
    settings: ['.grype.yaml'],
  },
  exitCodes: { 1: 'it had an error, such as a database that is missing' },
};

/** Options of Grype. */
export interface GrypeProps extends ToolProps, DatabaseProps {
  /** What is scanned: the sources as files, or the image in them, an OCI layout as `OciImage` pulls it. @default sources */
  readonly input?: 'sources' | 'image';
}

/** Finds vulnerable dependencies in a folder or an image. Its image has no shell, and needs none. @see https://github.com/anchore/grype */
export class Grype extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: GrypeProps = {}) {
    const props = checkedTool(scope, id, knownOptions('GrypeProps', options, { scope, id }, { isExtended: new.target !== Grype }));
    const { input: wanted, ...rest } = props;
    const input = checkedChoice(scope, id, 'input', wanted, ['sources', 'image']);
    super(
      scope,
      id,
      scanner(facts, rest, ({ sarif, ownReport, scratch, database, isCanary }, { image, args }) => ({
        image,
        command: ['/grype'],
        args: [
          input === 'image' && !isCanary ? 'oci-dir:.' : 'dir:.',
          ...['--output', `sarif=${sarif}`, '--output', `json=${ownReport}`, ...args],
        ],
        env: {
          GRYPE_CHECK_FOR_APP_UPDATE: 'false',
          GRYPE_DB_CACHE_DIR: database ?? `${scratch}/grype`,
          // how old it may be is for the gate to say
          ...(database !== undefined && { GRYPE_DB_AUTO_UPDATE: 'false', GRYPE_DB_VALIDATE_AGE: 'false' }),
        },
      })),
    );
  }
}
