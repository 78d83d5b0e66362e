import type { Construct } from 'constructs';
import { checkedChoice, checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
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

/** Options of Grype. */
export interface GrypeProps extends ToolProps {
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
      scanner(facts, rest, ({ sarif, scratch, isCanary }, { image, args }) => ({
        image,
        command: ['/grype'],
        args: [input === 'image' && !isCanary ? 'oci-dir:.' : 'dir:.', '--output', 'sarif', '--file', sarif, ...args],
        env: { GRYPE_CHECK_FOR_APP_UPDATE: 'false', GRYPE_DB_CACHE_DIR: `${scratch}/grype` },
      })),
    );
  }
}
