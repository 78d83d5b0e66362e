import type { Construct } from 'constructs';
import { type CatalogueFacts, checkedTool, type ToolProps } from '../../roles';
import { known } from '../../synth';
import { SbomProducer } from './sbom-producer';

const facts: CatalogueFacts = {
  tool: 'cdxgen',
  description: 'Lists the components of the sources',
  image: 'ghcr.io/cyclonedx/cdxgen:v12.8.4',
  licence: 'Apache-2.0',
  page: 'https://cyclonedx.github.io/cdxgen',
};

/** Lists the components of the sources as CycloneDX; nothing is installed, and no build runs. @see https://cyclonedx.github.io/cdxgen */
export class Cdxgen extends SbomProducer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, known('ToolProps', options, { scope, id }, { isExtended: new.target !== Cdxgen }));
    const { image = facts.image, args = [], ...rest } = props;
    super(scope, id, {
      ...rest,
      tool: facts.tool,
      description: facts.description,
      list: ({ sbom }) => ({
        image,
        command: ['node', '/opt/cdxgen/bin/cdxgen.js'],
        args: ['--recurse', '--output', sbom, '--no-install-deps', ...args, '.'],
        // it asks registries for licences, by default
        env: { FETCH_LICENSE: 'false', CDXGEN_TIMEOUT_MS: '600000' },
      }),
    });
  }
}
