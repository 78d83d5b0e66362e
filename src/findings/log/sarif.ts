/** The level of a result; SARIF 2.1.0 section 3.27.10. */
export type SarifLevel = 'none' | 'note' | 'warning' | 'error';

/** A property bag: any data of the tool beyond the standard. */
export type SarifProperties = Readonly<Record<string, unknown>>;

/** A SARIF 2.1.0 log file, which scanners write and components exchange. Fields that are not declared here are kept unchanged. */
export interface SarifLog {
  readonly $schema?: string;
  readonly version: '2.1.0';
  readonly runs: readonly SarifRun[];
  readonly inlineExternalProperties?: readonly object[];
  readonly properties?: SarifProperties;
}

/** One run of a tool: the tool, how it ended and its results. */
export interface SarifRun {
  readonly tool: { readonly driver: SarifDriver; readonly extensions?: readonly SarifDriver[] };
  /** Distinguishes this run from other runs of the tool: `category/run`. */
  readonly automationDetails?: { readonly id?: string; readonly guid?: string };
  readonly invocations?: readonly SarifInvocation[];
  readonly originalUriBaseIds?: Readonly<Record<string, SarifArtifactLocation>>;
  readonly artifacts?: readonly SarifArtifact[];
  readonly results: readonly SarifResult[];
  readonly externalPropertyFileReferences?: Readonly<Record<string, unknown>>;
  readonly properties?: SarifProperties;
}

/** The tool itself, or an extension of it, with its rules. */
export interface SarifDriver {
  readonly name: string;
  readonly rules?: readonly SarifRule[];
  readonly notifications?: readonly object[];
  readonly globalMessageStrings?: Readonly<Record<string, SarifText>>;
}

/** A rule of a tool. */
export interface SarifRule {
  readonly id: string;
  readonly name?: string;
  readonly shortDescription?: SarifText;
  readonly fullDescription?: SarifText;
  readonly helpUri?: string;
  readonly messageStrings?: Readonly<Record<string, SarifText>>;
  readonly help?: SarifText;
  readonly defaultConfiguration?: { readonly level?: SarifLevel; readonly rank?: number };
  readonly properties?: SarifProperties;
}

/** One execution of the tool. `listFailures` evaluates its success. */
export interface SarifInvocation {
  readonly executionSuccessful: boolean;
  readonly exitCode?: number;
  readonly exitCodeDescription?: string;
  readonly startTimeUtc?: string;
  readonly endTimeUtc?: string;
  readonly exitSignalName?: string;
  readonly exitSignalNumber?: number;
  readonly processStartFailureMessage?: string;
  readonly toolExecutionNotifications?: readonly SarifNotification[];
  readonly toolConfigurationNotifications?: readonly SarifNotification[];
  readonly properties?: SarifProperties;
}

/** A message of the tool about its own execution; at level `error` the scan is incomplete. */
export interface SarifNotification {
  readonly level?: SarifLevel;
  readonly message?: SarifMessage;
}

/** A source file. */
export interface SarifArtifact {
  readonly location?: SarifArtifactLocation;
}

/** One result of a rule. */
export interface SarifResult {
  readonly ruleId?: string;
  /** Index of the rule in the driver's rules, from 0. */
  readonly ruleIndex?: number;
  readonly rule?: { readonly id?: string; readonly index?: number; readonly toolComponent?: { readonly index?: number } };
  /** `pass`, `notApplicable` and `informational` results are not findings. @default 'fail' */
  readonly kind?: string;
  readonly level?: SarifLevel;
  /** Importance from 0 to 100; -1 means that there is none. */
  readonly rank?: number;
  readonly message: SarifMessage;
  readonly locations?: readonly SarifLocation[];
  readonly guid?: string;
  /** Stable ids, each of which identifies the result. */
  readonly fingerprints?: Readonly<Record<string, string>>;
  readonly partialFingerprints?: Readonly<Record<string, string>>;
  readonly suppressions?: readonly SarifSuppression[];
  readonly provenance?: SarifProvenance;
  readonly baselineState?: string;
  readonly occurrenceCount?: number;
  readonly properties?: SarifProperties;
}

/** Why a result is accepted; SARIF 2.1.0 section 3.35. */
export interface SarifSuppression {
  /** `inSource` for a comment in the source, `external` for everything else. */
  readonly kind?: string;
  /** Only an accepted suppression counts. @default 'accepted' */
  readonly status?: string;
  readonly justification?: string;
  readonly properties?: SarifProperties;
}

/** When a result was detected; SARIF 2.1.0 section 3.48. */
export interface SarifProvenance {
  readonly firstDetectionTimeUtc?: string;
  readonly lastDetectionTimeUtc?: string;
}

/** A message: inline text, or the id of a message string of the rule. */
export interface SarifMessage {
  readonly text?: string;
  readonly markdown?: string;
  readonly id?: string;
  readonly arguments?: readonly string[];
}

/** A text with optional Markdown. */
export interface SarifText {
  readonly text?: string;
  readonly markdown?: string;
}

/** Where a result is. */
export interface SarifLocation {
  readonly physicalLocation?: {
    readonly artifactLocation?: SarifArtifactLocation;
    readonly region?: SarifRegion;
    readonly contextRegion?: SarifRegion;
  };
}

/** A file by its URI, by its index in the run's artifacts, or by both. */
export interface SarifArtifactLocation {
  readonly uri?: string;
  readonly uriBaseId?: string;
  readonly index?: number;
  readonly description?: SarifText;
}

/** A part of a file; lines and columns count from 1, offsets from 0. */
export interface SarifRegion {
  readonly startLine?: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly charOffset?: number;
  readonly byteOffset?: number;
  readonly snippet?: SarifText;
}
