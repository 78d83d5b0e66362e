import { TekwireError } from '../diagnostics';
import { unknownKeys } from '../synth';
import type { TektonValidationProps } from './properties';
import type { ValidationContext } from './validation-context';

/**
 * A validation plugin for `cdk8s synth`: checks all Tekton objects that an app writes, including plain ApiObjects and included YAML.
 * Errors fail the synth; warnings are logged.
 * @example
 * // cdk8s.yaml
 * // validations:
 * //   - package: ./node_modules/tekwire
 * //     version: 0.1.0
 * //     class: TektonValidation
 */
export class TektonValidation {
  constructor(private readonly props: TektonValidationProps = {}) {}

  /** Called by cdk8s-cli. @throws Error when a manifest or the config file cannot be read, or a property is malformed */
  async validate(context: ValidationContext): Promise<void> {
    for (const { message } of unknownKeys('TektonValidationProps', this.props))
      throw new TekwireError(`properties of TektonValidation in cdk8s.yaml: ${message}`);
    // loaded on demand: most programs that import the library never read YAML
    const { checkManifests } = require('./check-manifests') as typeof import('./check-manifests');
    checkManifests(context, this.props);
  }
}
