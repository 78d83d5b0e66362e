import type { Construct } from 'constructs';
import { Enricher, sourceParams } from '../../roles';
import { demandList, knownOptions, withoutRefused } from '../../synth';
import { enrichStep, type SourceParams } from './step';

/** Which files of the repository accept findings. */
export interface SuppressProps {
  /** The suppressions file, relative to the sources. @default .tekwire/suppressions.yaml */
  readonly file?: string;
  /** OpenVEX and CycloneDX documents, relative to the sources. @default - none */
  readonly vex?: readonly string[];
  /** Package URLs of what is scanned, for statements about products, as `pkg:oci/app`. @default - statements about any product count */
  readonly products?: readonly string[];
}

/**
 * Suppresses findings that the repository accepts: in `.tekwire/suppressions.yaml`, with a reason, an owner and a last day, and in VEX
 * documents. An expired suppression no longer counts, and the log says so; a file with a mistake suppresses nothing and fails the gate. Let
 * CODEOWNERS protect these files: who may change them may accept findings.
 */
export class Suppress extends Enricher<SourceParams> {
  constructor(scope: Construct, id: string, options: SuppressProps = {}) {
    const owner = { scope, id };
    const props = withoutRefused(
      owner,
      knownOptions('SuppressProps', options, owner, { isExtended: new.target !== Suppress }),
      (name, value) => {
        if (name === 'vex' || name === 'products') demandList(owner, name, value, 'an array of strings');
      },
    );
    const { file = '.tekwire/suppressions.yaml', vex = [], products = [] } = props;
    super(scope, id, {
      description: 'Suppresses findings that the repository accepts',
      params: sourceParams,
      steps: (context) => [
        enrichStep('suppress', context, [context.params['producer-result-paths']], {
          SOURCE_PATH: context.params['source-path'],
          SUPPRESSIONS_FILE: file,
          ...(vex.length > 0 && { VEX_FILES: JSON.stringify(vex) }),
          ...(products.length > 0 && { PRODUCTS: JSON.stringify(products) }),
        }),
      ],
    });
  }
}
