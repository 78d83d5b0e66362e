import type { Construct } from 'constructs';
import { type CatalogueFacts, checkedChoice, checkedTool, type ToolProps } from '../../roles';
import { known } from '../../synth';
import { SbomProducer } from './sbom-producer';

const facts: CatalogueFacts = {
  tool: 'syft',
  description: 'Lists the components of the sources',
  image: 'anchore/syft:v1.54.1',
  licence: 'Apache-2.0',
  page: 'https://github.com/anchore/syft',
};

/** Options of Syft. */
export interface SyftProps extends ToolProps {
  /** What is read: the sources as files, or the image in them, an OCI layout as `OciImage` pulls it. @default sources */
  readonly input?: 'sources' | 'image';
}

/** Lists the components of the sources by lockfiles, manifests and binaries, or those of an image, as CycloneDX. Its image has no shell. @see https://github.com/anchore/syft */
export class Syft extends SbomProducer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: SyftProps = {}) {
    const props = checkedTool(scope, id, known('SyftProps', options, { scope, id }, { isExtended: new.target !== Syft }));
    const { image = facts.image, args = [], input: wanted, ...rest } = props;
    const input = checkedChoice(scope, id, 'input', wanted, ['sources', 'image']);
    super(scope, id, {
      ...rest,
      tool: facts.tool,
      description: facts.description,
      list: ({ sbom, scratch }) => ({
        image,
        command: ['/syft'],
        args: ['scan', input === 'image' ? 'oci-dir:.' : 'dir:.', '--output', `cyclonedx-json=${sbom}`, ...args],
        env: { SYFT_CHECK_FOR_APP_UPDATE: 'false', SYFT_CACHE_DIR: `${scratch}/syft` },
      }),
    });
  }
}
