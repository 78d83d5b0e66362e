import { ApiObject, type ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import { type PipelineWorkspaces, wiringDiagnostic } from '../pipeline';
import { RUNTIME_IMAGE, runtimeScript, withDigest } from '../roles';
import { type AnyRunProps, checkedPipelineRun, type PipelineRunProps, RunContent } from '../run';
import { attempt, known, knownOptions, refuseChoice, TektonObject } from '../synth';
import type { ParamDeclarations } from '../task';
import { scheduleAccess } from './access';
import { cronMistake, timeZoneMistake } from './cron-expression';
import { TRIGGERS_V1BETA1 } from './event-trigger';
import { RunAccounts } from './run-accounts';
import { generatedRun } from './template';

/** Options of a `Schedule`. */
export interface ScheduleProps {
  /** Five fields, `minute hour day month weekday`, or a word such as `@daily`. */
  readonly cron: string;
  /** A name of the IANA database, such as `Europe/Berlin`. @default - the time zone of the cluster's controller, usually UTC */
  readonly timeZone?: string;
  /** What happens when runs of an earlier time have not ended: nothing is started, they are cancelled, or all run. @default forbid */
  readonly concurrency?: 'forbid' | 'replace' | 'allow';
  /** Whether the schedule rests. @default false */
  readonly suspend?: boolean;
  /** An image with Node.js 18 or newer for the pod that starts the runs. @default - the image of tekwire's other steps */
  readonly image?: string;
  /** Name, labels and annotations of the CronJob. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
}

interface Scheduled {
  readonly run: AnyRunProps;
  readonly content: RunContent;
}

/**
 * Starts runs at points in time. A CronJob starts them with a program of tekwire that calls the API server; its account may read the
 * runs and create PipelineRuns, nothing else. The runs are in a TriggerTemplate, so that rules and policies check them like any other;
 * Tekton Triggers must be installed, but no EventListener is needed.
 * @example
 * const nightly = new Schedule(chart, 'nightly', { cron: '0 2 * * *', timeZone: 'Europe/Berlin' });
 * for (const url of repositories) nightly.start({ pipeline: scan, params: { url } });
 */
export class Schedule extends Construct {
  private readonly object: TektonObject;
  private readonly runs: Scheduled[] = [];
  private readonly accounts: RunAccounts;
  private isStarted = false;

  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    const { metadata, ...given } = knownOptions('ScheduleProps', props, this, { isExtended: new.target !== Schedule });
    const named = { name: id, ...metadata };
    this.object = new TektonObject(this, 'Resource', {
      apiVersion: TRIGGERS_V1BETA1,
      kind: 'TriggerTemplate',
      metadata: named,
      owner: this,
      spec: () => ({ resourcetemplates: this.runs.map(rendered) }),
      wiringProblems: () => [...this.problems(given), ...this.runs.flatMap(({ content }) => content.problems())],
      remoteObjects: () => this.runs.flatMap(({ content }) => content.remoteObjects()),
    });
    this.accounts = new RunAccounts(this, () => this.name);
    const account = `${this.name}-schedule`;
    scheduleAccess(this, account, this.object.metadata.namespace ?? Chart.of(this).namespace, this.name, concurrencyOf(this, given));
    const spec = cronJob(given, { name: this.name, account, image: given.image ?? withDigest(this, RUNTIME_IMAGE) });
    new ApiObject(this, 'CronJob', { apiVersion: 'batch/v1', kind: 'CronJob', metadata: named, spec });
  }

  /** Adds a run that each point in time starts. */
  start<
    P extends ParamDeclarations,
    W extends PipelineWorkspaces,
    // biome-ignore lint/suspicious/noExplicitAny: the tasks of an unknown pipeline are checked at synth
    S = any,
    const N extends readonly string[] = readonly string[],
  >(run: PipelineRunProps<P, W, S, N>): this {
    this.isStarted = true;
    const given = checkedPipelineRun(this, known('PipelineRunProps', run, this, { where: 'start ' }) as unknown as AnyRunProps);
    const serviceAccount = given.serviceAccount ?? this.accounts.of(given.pipeline, 'trusted');
    const content = new RunContent(this, { ...given, serviceAccount });
    this.runs.push({ run: given, content });
    content.onChange(() => this.object.changed());
    this.object.changed();
    return this;
  }

  /** The name of the CronJob and of the TriggerTemplate with its runs. */
  get name(): string {
    return this.object.name;
  }

  private problems({ cron, timeZone }: ScheduleProps): Diagnostic[] {
    const found = [
      ['cron', typeof cron === 'string' ? cronMistake(cron) : 'expected five fields, such as 0 2 * * *'],
      ['timeZone', timeZone === undefined ? undefined : timeZoneMistake(timeZone)],
    ] as const;
    return [
      ...found.flatMap(([where, message]) => (message === undefined ? [] : [wiringDiagnostic(this.node.path, 'TW636', where, message)])),
      // without a run the TriggerTemplate is not valid either
      ...(this.isStarted ? [] : [wiringDiagnostic(this.node.path, 'TW288', '', 'no run is started; call .start({ pipeline, params })')]),
    ];
  }
}

/** Reports an unknown word; then the default applies. */
function concurrencyOf(schedule: Schedule, { concurrency = 'forbid' }: ScheduleProps): keyof typeof POLICIES {
  return (
    attempt(schedule, () => KINDS.find((one) => one === concurrency) ?? refuseChoice(schedule, 'concurrency', concurrency, KINDS)) ??
    'forbid'
  );
}

function rendered({ run, content }: Scheduled): unknown {
  return generatedRun(`${run.pipeline.name || 'run'}-`, run.metadata ?? {}, content.spec());
}

const POLICIES = { allow: 'Allow', forbid: 'Forbid', replace: 'Replace' };
const KINDS = ['allow', 'forbid', 'replace'] as const;
const NOBODY = 65534;

/** The program without its first line, which only a file may have. */
function program(): string {
  return runtimeScript('start-runs')
    .strings.join('')
    .replace(/^#!.*\n/, '');
}

function cronJob(
  { cron, timeZone, concurrency = 'forbid', suspend }: ScheduleProps,
  { name, account, image }: { readonly name: string; readonly account: string; readonly image: string },
): unknown {
  const fieldOf = (fieldPath: string) => ({ valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } });
  const container = {
    name: 'start',
    image,
    command: ['node', '-e', program()],
    env: [
      { name: 'NAMESPACE', ...fieldOf('metadata.namespace') },
      { name: 'JOB', ...fieldOf("metadata.labels['batch.kubernetes.io/job-name']") },
      { name: 'SCHEDULE', value: name },
      { name: 'CONCURRENCY', value: concurrency },
    ],
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  };
  return {
    schedule: cron,
    ...(timeZone !== undefined && { timeZone }),
    concurrencyPolicy: POLICIES[concurrency],
    ...(suspend !== undefined && { suspend }),
    jobTemplate: {
      spec: {
        activeDeadlineSeconds: 600,
        backoffLimit: 3,
        template: {
          spec: {
            serviceAccountName: account,
            restartPolicy: 'Never',
            securityContext: { runAsNonRoot: true, runAsUser: NOBODY, runAsGroup: NOBODY, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [container],
          },
        },
      },
    },
  };
}
