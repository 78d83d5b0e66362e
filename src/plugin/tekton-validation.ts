import { unknownKeys } from '../synth';
import type { ValidationContext } from './validation-context';

/** What stands in `properties` of the plugin in cdk8s.yaml. */
export interface TektonValidationProps {
  /** Feature flags of the cluster by Tekton's own names, as `{ 'enable-api-fields': 'alpha' }`. @default - Tekton's own defaults */
  readonly features?: Readonly<Record<string, string>>;
  /**
   * Whether advice is logged, which fails no synth; a list of codes, as `['TW520', 'TW540']`, adds advice that is optional.
   * TW580 needs another program, and is for `tekwire validate` only.
   * @default true
   */
  readonly lint?: boolean | readonly string[];
}

/**
 * A validation plugin for `cdk8s synth`: judges all Tekton objects that an app writes, those of plain ApiObjects and of
 * included YAML too. Errors fail the synth; warnings are logged.
 * @example
 * // cdk8s.yaml
 * // validations:
 * //   - package: ./node_modules/tekwire
 * //     version: 0.1.0
 * //     class: TektonValidation
 */
export class TektonValidation {
  constructor(private readonly props: TektonValidationProps = {}) {}

  /** Called by cdk8s-cli. @throws Error when a manifest cannot be read, or `lint` names no optional advice */
  async validate(context: ValidationContext): Promise<void> {
    for (const { message } of unknownKeys('TektonValidationProps', this.props))
      throw new Error(`properties of TektonValidation in cdk8s.yaml: ${message}`);
    // loaded when called: most programs that import the library never read YAML
    const { judgeManifests } = require('./judge-manifests') as typeof import('./judge-manifests');
    judgeManifests(context, { lint: true, ...this.props });
  }
}
