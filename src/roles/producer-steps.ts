import type { Step, StepContext, StepText, StepWorkspace } from '../task';
import { CANARY_REPORTS, type Canary, canaryMount, findingEnv, plantingEnv } from './canary';
import type { IssuesResults, ProducerParams, SharedWorkspace } from './contract';
import { findingsEnv } from './findings-env';
import type { ProducerProps, ScanStep } from './producer-props';
import { RUNTIME_IMAGE, runtimeScript } from './runtime';

/** The directory of a producer's pod for reports and caches. */
export const SCRATCH = '/scratch';
/** The second report of a tool, or the only one when the tool writes no SARIF. */
const OWN_REPORT = 'report.json';
const BEFORE = `${SCRATCH}/before.json`;

/** The directory and the files of the reports about the sources, or about the canary. */
export function reportFiles(folder: string, name = 'report.sarif') {
  return { reports: folder, sarif: `${folder}/${name}`, ownReport: `${folder}/${OWN_REPORT}`, json: `${folder}/${OWN_REPORT}` };
}

/** What the steps of a producer use of their Task. */
export type ProducerContext = StepContext<ProducerParams, IssuesResults, SharedWorkspace> & {
  readonly workspaces: { readonly sources?: StepWorkspace };
};

/** Records the state of the sources before the scan: the scan counts only when it is the same after the scan. */
export function beforeStep({ params, workspaces }: ProducerContext, canary: Canary | undefined): Step {
  return {
    name: 'before',
    image: RUNTIME_IMAGE,
    script: runtimeScript('before'),
    // the last step must run to report the failure
    onError: 'continue',
    volumeMounts: [{ name: 'scratch', mountPath: SCRATCH }, ...(canary ? [canaryMount] : [])],
    env: { WORKSPACE: workspaces.source.path, SOURCE_PATH: params['source-path'], BEFORE, ...plantingEnv(canary) },
  };
}

/** A step of the tool. */
export function scanStep(name: 'scan' | 'canary', step: ScanStep): Step {
  const volumeMounts = [...(step.volumeMounts ?? []), { name: 'scratch', mountPath: SCRATCH }, ...(name === 'canary' ? [canaryMount] : [])];
  // the next step must run to report the failure
  return { ...step, name, onError: 'continue', volumeMounts };
}

/** What the last step needs to know of the tool's report. */
export type ReportOptions = Pick<
  ProducerProps<{}>,
  'tool' | 'okExitCodes' | 'exitCodes' | 'findingsExitCodes' | 'nothingExitCodes' | 'ownReport' | 'converter' | 'sarifName' | 'defaultLevel'
> & { readonly canary: Canary | undefined; readonly databaseFile: StepText | undefined };

/** Reads the exit code and the report of the tool, and writes the findings. */
export function reportStep(context: ProducerContext, options: ReportOptions, source: StepText): Step {
  const {
    tool = '',
    okExitCodes = [0],
    exitCodes,
    findingsExitCodes,
    nothingExitCodes,
    ownReport,
    converter,
    sarifName,
    defaultLevel,
    canary,
    databaseFile,
  } = options;
  const reportOf = (folder: string) => reportFiles(folder, sarifName)[converter === undefined ? 'sarif' : 'json'];
  return {
    name: 'report',
    image: RUNTIME_IMAGE,
    script: runtimeScript('producer'),
    volumeMounts: [{ name: 'scratch', mountPath: SCRATCH, readOnly: true }],
    env: {
      TOOL: tool,
      REPORT: reportOf(SCRATCH),
      ...(converter !== undefined && { CONVERTER: converter }),
      EXIT_CODE_FILE: context.exitCodePath('scan'),
      OK_EXIT_CODES: okExitCodes.join(','),
      ...(exitCodes && { EXIT_CODES: JSON.stringify(exitCodes) }),
      ...(findingsExitCodes && { FINDINGS_EXIT_CODES: findingsExitCodes.join(',') }),
      ...(nothingExitCodes && { NOTHING_EXIT_CODES: nothingExitCodes.join(',') }),
      ...(ownReport && { OWN_REPORT: reportFiles(SCRATCH).ownReport, OWN_REPORT_FORMAT: ownReport }),
      ...(defaultLevel && { DEFAULT_LEVEL: defaultLevel }),
      ...(databaseFile !== undefined && { DATABASE_FILE: databaseFile }),
      ...findingEnv(canary, reportOf(CANARY_REPORTS), context.exitCodePath),
      SOURCE_ROOT: source,
      SOURCE_PATH: context.params['source-path'],
      BEFORE,
      ...findingsEnv(context),
    },
  };
}
