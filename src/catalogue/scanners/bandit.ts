import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'Bandit',
  description: 'Scans Python sources for security problems',
  image: 'ghcr.io/pycqa/bandit/bandit:1.9.4',
  licence: 'Apache-2.0',
  page: 'https://bandit.readthedocs.io',
  // the image lacks the extra for SARIF
  converter: 'bandit',
  canary: { files: { 'canary.py': 'exec("")\n' }, finds: ['B102'], settings: ['.bandit'] },
};

/** Scans Python sources for security problems. A file that cannot be parsed makes the scan incomplete. @see https://bandit.readthedocs.io */
export class Bandit extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Bandit }));
    super(
      scope,
      id,
      scanner(facts, props, ({ json, checkout, target }, { image, args }) => ({
        image,
        command: ['bandit'],
        workingDir: checkout,
        args: ['--quiet', '--recursive', '--exit-zero', '--format', 'json', '--output', json, ...args, target],
      })),
    );
  }
}
