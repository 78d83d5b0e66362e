import type { RuleText } from '../../diagnostics';
import type { RemoteObject } from './remote-objects';
import type { ExamineScripts } from './script-comments';

/** The settings of the cluster, and facts about objects that are not among the manifests. */
export interface ContextOptions {
  /** Feature flags by Tekton's own names, for example `{ coschedule: 'disabled' }`. @default - Tekton's own defaults */
  readonly features?: Readonly<Record<string, string>>;
  /** The declarations of Tasks and Pipelines that a resolver fetches. @default - none */
  readonly remoteObjects?: readonly RemoteObject[];
  /** Examines the shell scripts for TW580. @default - scripts are not examined */
  readonly examineScripts?: ExamineScripts;
  /** External objects that are referenced, for example `Task/git-clone`, or all of a kind, for example `StepAction/*`. @default - none */
  readonly external?: readonly string[];
  /** Which one of several Tasks or Pipelines with the same name a reference means: its index among them. @default 0 */
  readonly repeated?: number;
}

/** The options of a check that rules read. */
export class Options {
  constructor(
    private readonly given: Pick<ContextOptions, 'features'>,
    /** Every rule, by its code and by its slug. */
    readonly rules: ReadonlyMap<string, RuleText>,
  ) {}

  /** A feature flag of the cluster by Tekton's name, or `fallback` when it is not set. */
  feature(name: string, fallback: string): string {
    return this.given.features?.[name] ?? fallback;
  }
}
