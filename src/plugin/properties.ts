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
  /** External objects, as `Task/git-clone`, or all of a kind, as `Task/*`. @default - those of the config file */
  readonly external?: readonly string[];
  /** JavaScript modules, each with an array `rules` of your own rules (docs/own-rules.md), as in `['./rules.js']`. @default - none */
  readonly rules?: readonly string[];
  /** The config file. @default - tekwire.config.json or .yaml in the working directory or the nearest folder around it */
  readonly config?: string;
}
