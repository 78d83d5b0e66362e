import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'Grype',
  description: 'Finds vulnerable dependencies',
  image: 'anchore/grype:v0.121.2',
  licence: 'Apache-2.0',
  page: 'https://github.com/anchore/grype',
  network: 'grype.anchore.io',
  exitCodes: { 1: 'it had an error, such as a database that is missing' },
};

/** Finds vulnerable dependencies in a folder. Its image has no shell, and needs none. @see https://github.com/anchore/grype */
export class Grype extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Grype }));
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif, scratch }, { image, args }) => ({
        image,
        command: ['/grype'],
        args: ['dir:.', '--output', 'sarif', '--file', sarif, ...args],
        env: { GRYPE_CHECK_FOR_APP_UPDATE: 'false', GRYPE_DB_CACHE_DIR: `${scratch}/grype` },
      })),
    );
  }
}
