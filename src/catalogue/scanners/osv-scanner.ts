import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'osv-scanner',
  description: 'Finds vulnerable dependencies by lockfiles and manifests',
  image: 'ghcr.io/google/osv-scanner:v2.6.0',
  licence: 'Apache-2.0',
  page: 'https://google.github.io/osv-scanner',
  network: 'api.osv.dev',
  findingsExitCodes: [1],
  nothingExitCodes: [128],
  exitCodes: { 127: 'it had an error, such as a database that is missing', 128: 'there is no lockfile or manifest that it reads' },
};

/** Finds vulnerable dependencies by the lockfiles and manifests of many languages. @see https://google.github.io/osv-scanner */
export class OsvScanner extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== OsvScanner }));
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif }, { image, args }) => ({
        image,
        command: ['/osv-scanner'],
        args: ['scan', 'source', '--recursive', '--format', 'sarif', '--output-file', sarif, ...args, '.'],
      })),
    );
  }
}
