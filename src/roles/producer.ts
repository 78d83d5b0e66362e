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

/** Options of a ready-made scanner. */
export interface ToolProps {
  /** Image of the tool, with a tag or digest. @default - the public image of the tested version */
  readonly image?: string;
  /** Arguments after those of the component. @default - none */
  readonly args?: readonly string[];
  /** Variables of the tool's step. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Compute resources of the scan. @default - none, so the defaults of the namespace apply */
  readonly computeResources?: ResourceRequirements;
  /** Timeout of the scan; it must be below the timeout of the run, or the gate does not run. @default - the timeout of its task */
  readonly timeout?: Duration;
}

/** The values that a scanner's step can use. */
export interface ScanContext<P extends ParamDeclarations> {
  readonly params: ParamRefs<P, StepScope>;
  /** Absolute path of the sources. */
  readonly source: Text<StepScope>;
  /** Absolute path of the file to write SARIF to. */
  readonly sarif: string;
  /** Absolute path of the file for `ownReport`. */
  readonly ownReport: string;
  /** Absolute path of a directory for caches, deleted with the pod. */
  readonly scratch: string;
}

/** The step of a scanner; the Producer sets its name and `onError`. */
export type ScanStep = Omit<Step, 'name' | 'onError'>;

/** Props of a Producer. */
export interface ProducerProps<P extends ParamDeclarations>
  extends Pick<TaskProps<P, {}, {}>, 'description' | 'metadata' | 'overrides' | 'rbac'>,
    Omit<ToolProps, 'image' | 'args'> {
  /** Name of the tool, used when it leaves no SARIF. @default - the construct's id */
  readonly tool?: string;
  /** Params of the Task beside those of its role. @default - none */
  readonly params?: P;
  /** Names of preset params: their default is set by the program, so a pipeline does not lift them. @default - none */
  readonly settled?: readonly string[];
  /** Exit codes of a scan that finished, with or without findings. @default [0] */
  readonly okExitCodes?: readonly number[];
  /** Exit codes for findings that the tool also uses for errors: with these, a report without findings is not a clean scan. @default - none */
  readonly findingsExitCodes?: readonly number[];
  /**
   * The format of a second report, which the scan writes to `ownReport` of its context: the files that it could not read (gosec) or its
   * critical rules (Semgrep) are added to the findings. @default - no second report
   */
  readonly ownReport?: 'gosec' | 'semgrep';
  /** Level of findings for which the tool writes no severity. @default warning */
  readonly defaultLevel?: 'error' | 'warning' | 'note';
  /** Image and arguments of the scanner. Its default `workingDir` is the directory of the sources. */
  readonly scan: (context: ScanContext<P>) => ScanStep;
}

const SCRATCH = '/scratch';
const REPORT = `${SCRATCH}/report.sarif`;
const BEFORE = `${SCRATCH}/before.json`;
const OWN_REPORT = `${SCRATCH}/report.json`;

/**
 * A Task that scans the sources, declared by its image, its arguments and where it writes SARIF. A scanner that crashes or leaves no
 * readable SARIF is never a clean scan: its findings have `executionSuccessful: false`, and the other scanners continue.
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

  constructor(scope: Construct, id: string, given: ProducerProps<P>) {
    const props = known('ProducerProps', given, { scope, id }, { isExtended: new.target !== Producer });
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
    } = props;
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

/** Records the state of the sources before the scan: the scan counts only when it is the same after the scan. */
function beforeStep({ params, workspaces }: ProducerContext): Step {
  return {
    name: 'before',
    image: RUNTIME_IMAGE,
    script: runtimeScript('before'),
    // the last step must run to report the failure
    onError: 'continue',
    volumeMounts: [{ name: 'scratch', mountPath: SCRATCH }],
    env: { WORKSPACE: workspaces.source.path, SOURCE_PATH: params['source-path'], BEFORE },
  };
}

function scanStep(step: Omit<Step, 'name' | 'onError'>): Step {
  const volumeMounts = [...(step.volumeMounts ?? []), { name: 'scratch', mountPath: SCRATCH }];
  // the next step must run to report the failure
  return { ...step, name: 'scan', onError: 'continue', volumeMounts };
}

type ReportOptions = Pick<ProducerProps<{}>, 'tool' | 'okExitCodes' | 'findingsExitCodes' | 'ownReport' | 'defaultLevel'>;

function reportStep(
  context: ProducerContext,
  { tool = '', okExitCodes = [0], findingsExitCodes, ownReport, defaultLevel }: ReportOptions,
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
