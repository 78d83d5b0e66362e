import type { RuleText } from '../../diagnostics';
import type { RemoteObject } from './remote-objects';
import type { ExamineScripts } from './script-comments';

/** How the cluster is set up, and what is known of objects that are not among the manifests. */
export interface ContextOptions {
  /** Feature flags by Tekton's own names, as `{ coschedule: 'disabled' }`. @default - Tekton's own defaults */
  readonly features?: Readonly<Record<string, string>>;
  /** What Tasks and Pipelines declare that are fetched through a resolver. @default - nothing is known of such */
  readonly remoteObjects?: readonly RemoteObject[];
  /** Who looks at the scripts for shells when TW580 is asked for. @default - nobody */
  readonly examineScripts?: ExamineScripts;
  /** What is referred to and lies elsewhere, as `Task/git-clone`, or all of a kind, as `StepAction/*`. @default - nothing */
  readonly external?: readonly string[];
}

/** What the options of a check say to a single rule. */
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
