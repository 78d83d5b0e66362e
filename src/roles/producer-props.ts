import type { Duration } from 'cdk8s';
import type { ConverterName } from '../findings';
import type { Text } from '../refs';
import type { StepScope } from '../script';
import type { ResourceRequirements } from '../spec';
import type { ParamDeclarations, ParamRefs, Step, StepText, TaskProps } from '../task';
import type { Canary } from './canary';
import type { CacheProps, DatabaseProps } from './volumes';

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
  /** What the scanner must find to show that it is not blind; `false` for nothing. @default - that of the component */
  readonly canary?: Canary | false;
}

/** The values that a scanner's step can use. */
export interface ScanContext<P extends ParamDeclarations> {
  readonly params: ParamRefs<P, StepScope>;
  /** Absolute path of what is scanned: the sources, and then the folder of the canary. It is the default `workingDir`. */
  readonly source: Text<StepScope>;
  /** Absolute path of the sources in both scans, for rules and settings that lie there. */
  readonly checkout: Text<StepScope>;
  /** What is scanned, seen from `checkout`: `.`, and then the absolute path of the folder of the canary. */
  readonly target: string;
  /** Whether this is the scan of the canary. */
  readonly isCanary: boolean;
  /** Absolute path of the file to write SARIF to. */
  readonly sarif: string;
  /** Absolute path of the file for `ownReport`. */
  readonly ownReport: string;
  /** Absolute path of the file for the report that `converter` reads. */
  readonly json: string;
  /** Absolute path of the directory of these reports, for a tool that chooses the names of its files itself. */
  readonly reports: string;
  /** Absolute path of the folder with the tool's database, when there is one; it is a copy, which the tool may change. */
  readonly database: string | undefined;
  /** Absolute path of a directory that outlives the run, when there is a `cache`. */
  readonly cache: string | undefined;
  /** Absolute path of a directory for caches, deleted with the pod. */
  readonly scratch: string;
}

/** The step of a scanner; the Producer sets its name and `onError`. */
export type ScanStep = Omit<Step, 'name' | 'onError'>;

/** Props of a Producer. */
export interface ProducerProps<P extends ParamDeclarations>
  extends Pick<TaskProps<P, {}, {}>, 'description' | 'metadata' | 'overrides' | 'rbac'>,
    Omit<ToolProps, 'image' | 'args'>,
    DatabaseProps,
    CacheProps {
  /** Name of the tool, used when it leaves no SARIF. @default - the construct's id */
  readonly tool?: string;
  /** Params of the Task beside those of its role. @default - none */
  readonly params?: P;
  /** Names of preset params: their default is set by the program, so a pipeline does not lift them. @default - none */
  readonly preset?: readonly string[];
  /** Exit codes of a scan that finished, with or without findings. @default [0] */
  readonly okExitCodes?: readonly number[];
  /** What the tool says that its other exit codes mean; the message of a scan that did not finish repeats it. @default - the number alone */
  readonly exitCodes?: Readonly<Record<number, string>>;
  /**
   * Exit codes for findings that the tool also uses for errors: with these, a report without findings is not a clean scan. @default - none
   */
  readonly findingsExitCodes?: readonly number[];
  /**
   * The format of a second report, which the scan writes to `ownReport` of its context: the files that it could not read (gosec) or
   * severities that its SARIF cannot say (Grype, KICS, Semgrep) are added to the findings. @default - no second report
   */
  readonly ownReport?: 'gosec' | 'grype' | 'kics' | 'semgrep';
  /**
   * The format of the report of a tool that writes no SARIF: the scan writes it to `json` of its context, and the step after it converts
   * it. @default - the tool writes SARIF
   */
  readonly converter?: ConverterName;
  /** Name of the SARIF file in `reports`, for a tool that chooses it itself. @default report.sarif */
  readonly sarifName?: string;
  /**
   * The file by which the age of the tool's database is known, when the scan has ended: its metadata as JSON, or the database itself.
   * @default - the report tells it, or it is not known
   */
  readonly databaseFile?: (context: Pick<ScanContext<P>, 'scratch' | 'checkout' | 'params' | 'database'>) => StepText | undefined;
  /** The folder of the tool in `database`. @default - the construct's id */
  readonly databaseFolder?: string;
  /** Level of findings for which the tool writes no severity. @default warning */
  readonly defaultLevel?: 'error' | 'warning' | 'note';
  /**
   * Exit codes with which the tool says that there is nothing for it to scan, such as no Dockerfile: a scan without findings that says so.
   * @default - none
   */
  readonly nothingExitCodes?: readonly number[];
  /** Whether the scan needs all commits: a SecurityPipeline then sets the param `depth` of its source to 0. @default false */
  readonly needsHistory?: boolean;
  /**
   * What the scan needs of the network, in a few words; the quarantine of a SecurityPipeline cuts all others off. @default - nothing
   */
  readonly network?: string;
  /** Image and arguments of the scanner. Its default `workingDir` is the directory of the sources. */
  readonly scan: (context: ScanContext<P>) => ScanStep;
}
