import { unknownKeys } from '../synth';
import type { ValidationContext } from './validation-context';

/** The `properties` of the plugin in cdk8s.yaml. */
export interface TektonValidationProps {
  /** Feature flags of the cluster by Tekton's names, as in `{ 'enable-api-fields': 'alpha' }`. @default - Tekton's defaults */
  readonly features?: Readonly<Record<string, string>>;
  /**
   * Whether advice is logged; advice never fails the synth. A list of codes, as in `['TW520', 'TW540']`, adds opt-in rules.
   * TW580 needs shellcheck and works in `tekwire validate` only.
   * @default true
   */
  readonly lint?: boolean | readonly string[];
}

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

  /** Called by cdk8s-cli. @throws Error when a manifest cannot be read, or a code in `lint` is not that of an opt-in rule */
  async validate(context: ValidationContext): Promise<void> {
    for (const { message } of unknownKeys('TektonValidationProps', this.props))
      throw new Error(`properties of TektonValidation in cdk8s.yaml: ${message}`);
    // loaded on demand: most programs that import the library never read YAML
    const { judgeManifests } = require('./judge-manifests') as typeof import('./judge-manifests');
    judgeManifests(context, { lint: true, ...this.props });
  }
}
