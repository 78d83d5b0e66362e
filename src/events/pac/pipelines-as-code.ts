import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { PipelineWorkspaces } from '../../pipeline';
import { attempt, demandRecord, knownOptions, reportName, withoutRefused } from '../../synth';
import type { ParamDeclarations } from '../../task';
import type { Event, Trust } from '../event';
import { type AnyRunOf, readRun } from '../event-run';
import { RunAccounts } from '../run-accounts';
import type { RunOf } from '../run-props';
import { annotation } from './annotations';
import type { Definitions } from './definitions';
import { PacRun } from './pac-run';
import { type PacRepository, repository } from './repository';

/** Options of `PipelinesAsCode`. */
export interface PipelinesAsCodeProps {
  /**
   * Whether a run contains its Pipeline and Tasks, or refers to those in the cluster, which must be applied there. @default inline
   */
  readonly definitions?: Definitions;
  /** How many ended runs of each name are kept. @default - all */
  readonly maxKeepRuns?: number;
  /**
   * What happens when a branch has a run already: `cancel` ends the older runs of the same name; a number limits the runs of the
   * repository, and others wait, which needs `repository`. @default - runs of a branch run side by side
   */
  readonly concurrency?: 'cancel' | { readonly runs: number };
  /** Emits the Repository, which lets a repository start runs in the namespace. @default - it exists already */
  readonly repository?: PacRepository;
}

/**
 * Starts runs with Pipelines-as-Code instead of an EventListener: the same calls of `on` write PipelineRuns to a chart of their own,
 * `<chart>-pac`, whose file belongs into the folder `.tekton` of the repository. Accounts of runs stay in the chart, for the cluster.
 * Pipelines-as-Code itself checks the secret of the webhook, and whether the author of a pull request may start runs.
 * @example
 * new PipelinesAsCode(chart, 'ci', { maxKeepRuns: 5, concurrency: 'cancel' }).on(github.push({ secret, branches: ['main'] }), (event) => ({
 *   pipeline: ci,
 *   params: { url: event.url, revision: event.sha },
 * }));
 */
export class PipelinesAsCode extends Construct {
  private readonly runs: PacRun[] = [];
  private readonly accounts: RunAccounts;
  private isCalled = false;
  private readonly given: PipelinesAsCodeProps;

  constructor(scope: Construct, id: string, props: PipelinesAsCodeProps = {}) {
    super(scope, id);
    const own = knownOptions('PipelinesAsCodeProps', props, this, { isExtended: new.target !== PipelinesAsCode });
    this.given = withoutRefused(this, own, (key, value) => {
      if (key === 'repository') demandRecord(this, key, value, "an object such as { url: 'https://git.acme.example/web' }");
      if (key === 'concurrency' && value !== 'cancel') demandRecord(this, key, value, "'cancel' or { runs: 1 }");
    });
    this.accounts = new RunAccounts(this, () => id);
    const { concurrency, repository: given, maxKeepRuns } = this.given;
    const limit = typeof concurrency === 'object' ? concurrency.runs : undefined;
    if (maxKeepRuns !== undefined && !(Number.isInteger(maxKeepRuns) && maxKeepRuns > 0))
      reportName(this, 'TW637', 'maxKeepRuns', `expected an integer from 1, found ${String(maxKeepRuns)}`);
    if (limit !== undefined && given === undefined)
      reportName(this, 'TW637', 'concurrency', 'a limit of runs is a field of the Repository; pass repository');
    if (given !== undefined) repository(this, id, given, limit);
    this.node.addValidation({
      validate: () => (this.isCalled ? [] : ['TW288: no event starts a run; call .on(github.push({ secret, branches }), { pipeline })']),
    });
  }

  /**
   * Starts a run of a pipeline when an event arrives, as `EventListener.on` does, with equal params.
   * @throws TW637 at synth for an event or a value that Pipelines-as-Code lacks
   */
  on<
    F extends string,
    T extends Trust,
    P extends ParamDeclarations,
    W extends PipelineWorkspaces,
    Q extends PropertyKey = never,
    // biome-ignore lint/suspicious/noExplicitAny: the tasks of an unknown pipeline are checked at synth
    S = any,
    const N extends readonly string[] = readonly string[],
  >(event: Event<F, T>, run: RunOf<F, P, W, T, Q, S, N>): this {
    this.isCalled = true;
    attempt(this, () => this.add(event as unknown as Event, run as AnyRunOf));
    return this;
  }

  private add(event: Event, run: AnyRunOf): void {
    const props = readRun(this, event, run);
    const where = `on ${event.kind} `;
    const name = props.name ?? [props.pipeline?.name, event.kind].filter(Boolean).join('-');
    if (this.runs.some((one) => one.name === name)) {
      reportName(this, 'TW634', where.trim(), `two runs have the name "${name}"; give one of them another name: { name: '${name}-2' }`);
      return;
    }
    const serviceAccount = props.serviceAccount ?? (props.pipeline && this.accounts.of(props.pipeline, event.trust));
    const { definitions = 'inline' } = this.given;
    const parts = {
      name,
      event,
      definitions,
      settings: this.settings(),
      chart: pacChart(this),
      namespace: Chart.of(this).namespace ?? 'default',
    };
    this.runs.push(new PacRun(this, { ...parts, run: { ...props, serviceAccount } }));
  }

  private settings(): Readonly<Record<string, string>> {
    const { maxKeepRuns, concurrency } = this.given;
    return {
      ...(maxKeepRuns !== undefined && { [annotation('max-keep-runs')]: String(maxKeepRuns) }),
      ...(concurrency === 'cancel' && { [annotation('cancel-in-progress')]: 'true' }),
    };
  }
}

/** The chart whose file belongs into `.tekton`. */
function pacChart(scope: Construct): Chart {
  const chart = Chart.of(scope);
  const parent = (chart.node.scope ?? chart) as Construct;
  const id = `${chart.node.id}-pac`;
  return (parent.node.tryFindChild(id) as Chart | undefined) ?? new Chart(parent, id, { labels: { ...chart.labels } });
}
