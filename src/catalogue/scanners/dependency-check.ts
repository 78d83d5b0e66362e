import type { Construct } from 'constructs';
import { checkedTool, type DatabaseProps, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'dependency-check',
  description: 'Finds vulnerable dependencies of Java and .NET projects',
  image: 'owasp/dependency-check:12.2.2',
  licence: 'Apache-2.0',
  page: 'https://dependency-check.github.io/DependencyCheck',
  network: 'the feeds of the NVD (many minutes without an API key), unless a database is given',
  databaseFolder: 'dependency-check',
  sarifName: 'dependency-check-report.sarif',
  exitCodes: { 13: 'its database could not be read', 14: 'the analysis or the update of its database failed' },
};

/** Options of DependencyCheck. */
export interface DependencyCheckProps extends ToolProps, DatabaseProps {}

/** Finds vulnerable dependencies of Java and .NET projects. @see https://dependency-check.github.io/DependencyCheck */
export class DependencyCheck extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: DependencyCheckProps = {}) {
    const props = checkedTool(
      scope,
      id,
      knownOptions('DependencyCheckProps', options, { scope, id }, { isExtended: new.target !== DependencyCheck }),
    );
    super(
      scope,
      id,
      scanner(facts, props, ({ reports, scratch, database }, { image, args }) => ({
        image,
        command: ['/usr/share/dependency-check/bin/dependency-check.sh'],
        args: [
          '--scan',
          '.',
          '--format',
          'SARIF',
          '--out',
          reports,
          '--data',
          database ?? `${scratch}/data`,
          ...(database === undefined ? [] : ['--noupdate']),
          '--disableVersionCheck',
          ...args,
        ],
      })),
    );
  }
}
