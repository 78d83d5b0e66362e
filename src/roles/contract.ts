import type { ParamDeclarations } from '../task';
import {
  type ParamDeclaration,
  param,
  type ResultDeclaration,
  result,
  type UsableTask,
  type WorkspaceDeclaration,
  workspace,
} from '../task';

/** The format of a findings path: a SARIF 2.1.0 file, relative to the workspace. */
export interface Findings {
  readonly sarif: '2.1.0';
}

/** The format of a path of a software bill of materials: CycloneDX in JSON, relative to the workspace. It does not fit where findings are expected. */
export interface Sbom {
  readonly cyclonedx: 'json';
}

/** The params of a SbomProducer. */
export type SbomParams = {
  readonly 'source-path': ParamDeclaration<'string', false, never>;
  readonly 'sbom-path': ParamDeclaration<'string', true, never>;
};
/** The results of a SbomProducer. */
export type SbomResults = { readonly sbom: ResultDeclaration<'string', never, Sbom> };

/** The workspace that all roles share, with the sources and the findings. */
export type SharedWorkspace = { readonly source: WorkspaceDeclaration<false> };

/** The results of a Source. */
export type SourceResults = {
  readonly path: ResultDeclaration<'string', never>;
  readonly url: ResultDeclaration<'string', never>;
  readonly commit: ResultDeclaration<'string', never>;
};

/** The param with the path of the findings file of a Producer or Enricher. */
type IssuesPath = { readonly 'issues-path': ParamDeclaration<'string', true, never> };
/** The params of a Producer. */
export type ProducerParams = { readonly 'source-path': ParamDeclaration<'string', false, never> } & IssuesPath;
/** The params of an Enricher. */
export type EnricherParams = { readonly 'producer-result-paths': ParamDeclaration<'array', false, never, Findings> } & IssuesPath;
/** The params of a Consumer. */
export type ConsumerParams = { readonly 'issues-paths': ParamDeclaration<'array', false, never, Findings> };
/** The results of a Producer and an Enricher. */
export type IssuesResults = { readonly issues: ResultDeclaration<'string', never, Findings> };

const shared = workspace({ description: 'the sources and the findings' });

const issuesPath = {
  'issues-path': param.string({
    default: '' as string,
    description: 'SARIF file to write, relative to the workspace; when empty, named after the TaskRun',
  }),
} satisfies IssuesPath;

/** The declarations of the roles' params, results and workspaces. */
export const contract = {
  workspaces: { source: { ...shared, whole: '' } } satisfies SharedWorkspace,
  producerWorkspaces: { source: { ...shared, whole: 'source-path' } } satisfies SharedWorkspace,
  sourceResults: {
    path: result.string({ description: 'directory of the sources, relative to the workspace' }),
    url: result.string({ description: 'URL of the sources' }),
    commit: result.string({ description: 'commit of the sources' }),
  } satisfies SourceResults,
  producerParams: {
    'source-path': param.string({ description: 'directory of the sources, relative to the workspace' }),
    ...issuesPath,
  } as ProducerParams,
  enricherParams: {
    'producer-result-paths': param.array<Findings>({ description: 'SARIF files to read, relative to the workspace' }),
    ...issuesPath,
  } as EnricherParams,
  consumerParams: {
    'issues-paths': param.array<Findings>({ description: 'SARIF files to read, relative to the workspace' }),
  } as ConsumerParams,
  issuesResults: {
    issues: result.string<Findings>({
      description: 'SARIF 2.1.0 file with the findings, relative to the workspace',
      file: { param: 'issues-path', folder: '$(context.pipelineRun.uid)/findings', extension: '.sarif' },
    }),
  } satisfies IssuesResults,
};

/** The shared workspace of a source that writes to `sources/NAME` in the directory of its run; NAME is its name in the pipeline. */
export const clonedSources: WorkspaceDeclaration<false> = { ...contract.workspaces.source, handsOn: '$(context.pipelineRun.uid)/sources' };

/** A Task with preset params, which a pipeline does not lift. */
export interface Component {
  readonly preset: readonly string[];
}

/** A component whose tool can see nothing of the shared workspace but the sources. */
interface Confinable {
  /** @internal */
  confine?(): void;
}

/** Any Source, whatever its own params. @open */
export type AnySource = UsableTask<ParamDeclarations, SourceResults, SharedWorkspace> &
  Component & { readonly localParam?: string | undefined };
/** Any Producer. @open */
export type AnyProducer = UsableTask<ParamDeclarations, IssuesResults, SharedWorkspace> &
  Component &
  Confinable & { readonly role: 'producer'; readonly needsHistory?: boolean; readonly network?: string | undefined };
/** Any SbomProducer, whatever its own params. @open */
export type AnySbomProducer = UsableTask<ParamDeclarations, SbomResults, SharedWorkspace> &
  Component &
  Confinable & { readonly role: 'sbom'; readonly network?: string | undefined };
/** Any Enricher. @open */
export type AnyEnricher = UsableTask<ParamDeclarations, IssuesResults, SharedWorkspace> & Component & { readonly role: 'enricher' };
/** Any Consumer. @open */
export type AnyConsumer = UsableTask<ParamDeclarations, {}, SharedWorkspace> & Component & { readonly role: 'consumer' };
