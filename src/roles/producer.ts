import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { type StringRef, type Text, text } from '../refs';
import type { StepScope } from '../script';
import type { ResourceRequirements } from '../spec';
import { known } from '../synth';
import { type ParamDeclarations, type ParamRefs, type Step, type StepContext, type StepText, Task, type TaskProps } from '../task';
import { checkProducer, checkScan } from './check-components';
import { type Component, contract, type IssuesResults, type ProducerParams, type SharedWorkspace } from './contract';
import { findingsEnv } from './findings-env';
import { componentPod, componentTemplate } from './hardening';
import { RUNTIME_IMAGE, runtimeScript } from './runtime';

/** What users change of a ready-made tool. */
export interface ToolProps {
  /** Image of the tool, with a tag or digest. @default - the public image of the version that the catalogue was tested with */
  readonly image?: string;
  /** Arguments behind those that the component needs. @default - none */
  readonly args?: readonly string[];
  /** Variables of the tool's step. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** @default - what the namespace gives */
  readonly computeResources?: ResourceRequirements;
  /** How long the scan may take; it has to end before the run's own timeout for a gate to run. @default - as long as its task may */
  readonly timeout?: Duration;
}

/** What the step of a scanner may use. */
export interface ScanContext<P extends ParamDeclarations> {
  readonly params: ParamRefs<P, StepScope>;
  /** Absolute path of the sources. */
  readonly source: Text<StepScope>;
  /** Absolute path of the file to write SARIF to. */
  readonly sarif: string;
  /** Absolute path of the file for `ownReport`. */
  readonly ownReport: string;
  /** Absolute path of a directory that is thrown away with the pod, for caches. */
  readonly scratch: string;
}

/** The step of a scanner: its name and what becomes of its failure are the Producer's. */
export type ScanStep = Omit<Step, 'name' | 'onError'>;

/** What makes a Producer. */
export interface ProducerProps<P extends ParamDeclarations>
  extends Pick<TaskProps<P, {}, {}>, 'description' | 'metadata' | 'overrides' | 'rbac'>,
    Omit<ToolProps, 'image' | 'args'> {
  /** Name of the tool, for runs in which it leaves no SARIF. @default - the construct's id */
  readonly tool?: string;
  /** What the scanner must be told. @default - nothing */
  readonly params?: P;
  /** Names of params that the program has given a value, as their default. @default - none */
  readonly settled?: readonly string[];
  /** Exit codes of a scan that has finished, whatever it found. @default [0] */
  readonly okExitCodes?: readonly number[];
  /** Exit codes of a scan that has found something, and of errors too: with them a report without findings is no clean scan. @default - none */
  readonly findingsExitCodes?: readonly number[];
  /**
   * The format of a second report, which the scan writes to `ownReport` of its context: what it could not read, and which rules are
   * critical, is added to the findings. @default - the SARIF says it all
   */
  readonly ownReport?: 'gosec' | 'semgrep';
  /** How grave findings are to which the tool gives no level. @default warning */
  readonly defaultLevel?: 'error' | 'warning' | 'note';
  /** Image and arguments of the scanner. It runs in the sources' directory unless it says otherwise. */
  readonly scan: (context: ScanContext<P>) => ScanStep;
}

const SCRATCH = '/scratch';
const REPORT = `${SCRATCH}/report.sarif`;
const BEFORE = `${SCRATCH}/before.json`;
const OWN_REPORT = `${SCRATCH}/report.json`;

/**
 * A Task that scans the sources. Declaring one is naming its image, its arguments and where it writes SARIF. A scanner that crashes,
 * or leaves no readable SARIF, does not look like a clean scan: its findings say `executionSuccessful: false`, and the others go on.
 * @example
 * new Producer(chart, 'hadolint', {
 *   scan: ({ sarif }) => ({ image: 'hadolint/hadolint:v2.12.0-alpine', script: sh`hadolint -f sarif --no-fail Dockerfile > ${sarif}` }),
 * });
 */
export class Producer<const P extends ParamDeclarations = {}>
  extends Task<P & ProducerParams, IssuesResults, SharedWorkspace>
  implements Component
{
  readonly role = 'producer';
  readonly settled: readonly string[];

  constructor(scope: Construct, id: string, props: ProducerProps<P>) {
    checkProducer(scope, id, props);
    const {
      params = {} as P,
      settled = [],
      tool = id,
      okExitCodes,
      findingsExitCodes,
      ownReport,
      defaultLevel,
      scan,
      env,
      computeResources,
      timeout,
      ...rest
    } = known('ProducerProps', props, { scope, id }, { isExtended: new.target !== Producer });
    super(scope, id, {
      ...rest,
      params: { ...params, ...contract.producerParams },
      results: contract.issuesResults,
      workspaces: contract.producerWorkspaces,
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
      volumes: [{ name: 'scratch', emptyDir: {} }],
      steps: (context) => {
        const source = text`${context.workspaces.source.path}/${context.params['source-path'] as StringRef<unknown, StepScope>}`;
        const scanned = scan({
          params: context.params as unknown as ParamRefs<P, StepScope>,
          source,
          sarif: REPORT,
          ownReport: OWN_REPORT,
          scratch: SCRATCH,
        });
        checkScan(scope, id, scanned);
        const step = known('ScanStep', scanned, { scope, id }, { where: 'scan' });
        const report = reportStep(
          context as unknown as ProducerContext,
          { tool, okExitCodes, findingsExitCodes, ownReport, defaultLevel },
          source,
        );
        const changes = { ...(computeResources && { computeResources }), ...(timeout && { timeout }) };
        return [
          beforeStep(context as unknown as ProducerContext),
          scanStep({ workingDir: source, ...step, env: { ...step.env, ...env }, ...changes }),
          report,
        ];
      },
    });
    this.settled = settled;
  }
}

type ProducerContext = StepContext<ProducerParams, IssuesResults, SharedWorkspace>;

/** Notes what the sources are before the scan: only when they are the same behind it, it was a scan of what was cloned. */
function beforeStep({ params, workspaces }: ProducerContext): Step {
  return {
    name: 'before',
    image: RUNTIME_IMAGE,
    script: runtimeScript('before'),
    // the last step must run to tell of the failure
    onError: 'continue',
    volumeMounts: [{ name: 'scratch', mountPath: SCRATCH }],
    env: { WORKSPACE: workspaces.source.path, SOURCE_PATH: params['source-path'], BEFORE },
  };
}

function scanStep(step: Omit<Step, 'name' | 'onError'>): Step {
  const volumeMounts = [...(step.volumeMounts ?? []), { name: 'scratch', mountPath: SCRATCH }];
  // the next step must run to tell of the failure
  return { ...step, name: 'scan', onError: 'continue', volumeMounts };
}

type Verdict = Pick<ProducerProps<{}>, 'tool' | 'okExitCodes' | 'findingsExitCodes' | 'ownReport' | 'defaultLevel'>;

function reportStep(
  context: ProducerContext,
  { tool = '', okExitCodes = [0], findingsExitCodes, ownReport, defaultLevel }: Verdict,
  source: StepText,
): Step {
  return {
    name: 'report',
    image: RUNTIME_IMAGE,
    script: runtimeScript('producer'),
    volumeMounts: [{ name: 'scratch', mountPath: SCRATCH, readOnly: true }],
    env: {
      TOOL: tool,
      REPORT,
      EXIT_CODE_FILE: context.exitCodePath('scan'),
      OK_EXIT_CODES: okExitCodes.join(','),
      ...(findingsExitCodes && { FINDINGS_EXIT_CODES: findingsExitCodes.join(',') }),
      ...(ownReport && { OWN_REPORT, OWN_REPORT_FORMAT: ownReport }),
      ...(defaultLevel && { DEFAULT_LEVEL: defaultLevel }),
      SOURCE_ROOT: source,
      SOURCE_PATH: context.params['source-path'],
      BEFORE,
      ...findingsEnv(context),
    },
  };
}
