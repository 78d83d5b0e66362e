import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'dependency-check',
  description: 'Finds vulnerable dependencies of Java and .NET projects',
  image: 'owasp/dependency-check:12.1.8',
  licence: 'Apache-2.0',
  page: 'https://dependency-check.github.io/DependencyCheck',
  network: 'the feeds of the NVD (many minutes without an API key), unless a database is given',
  sarifName: 'dependency-check-report.sarif',
  exitCodes: { 13: 'its database could not be read', 14: 'the analysis or the update of its database failed' },
};

/** Finds vulnerable dependencies of Java and .NET projects. @see https://dependency-check.github.io/DependencyCheck */
export class DependencyCheck extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== DependencyCheck }));
    super(
      scope,
      id,
      scanner(facts, props, ({ reports, scratch }, { image, args }) => ({
        image,
        command: ['/usr/share/dependency-check/bin/dependency-check.sh'],
        args: ['--scan', '.', '--format', 'SARIF', '--out', reports, '--data', `${scratch}/data`, '--disableVersionCheck', ...args],
      })),
    );
  }
}
