/** A container's command line and variables. */
export interface CommandLine {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name?: string; readonly value?: string }[];
  /** Replaces the command. */
  readonly script?: string;
}
