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

/** The format of a findings path: where, inside the workspace, a SARIF 2.1.0 file lies. */
export interface Findings {
  readonly sarif: '2.1.0';
}

/** The directory that all roles share: the sources, and the findings beside them. */
export type SharedWorkspace = { readonly source: WorkspaceDeclaration<false> };

/** What a Source gives. */
export type SourceResults = {
  readonly path: ResultDeclaration<'string', never>;
  readonly url: ResultDeclaration<'string', never>;
  readonly commit: ResultDeclaration<'string', never>;
};

/** Where a Producer and an Enricher write their findings. */
type IssuesPath = { readonly 'issues-path': ParamDeclaration<'string', true, never> };
/** What a Producer takes. */
export type ProducerParams = { readonly 'source-path': ParamDeclaration<'string', false, never> } & IssuesPath;
/** What an Enricher takes. */
export type EnricherParams = { readonly 'producer-result-paths': ParamDeclaration<'array', false, never, Findings> } & IssuesPath;
/** What a Consumer takes. */
export type ConsumerParams = { readonly 'issues-paths': ParamDeclaration<'array', false, never, Findings> };
/** What a Producer and an Enricher give. */
export type IssuesResults = { readonly issues: ResultDeclaration<'string', never, Findings> };

const shared = workspace({ description: 'holds the sources, and the findings beside them' });

const issuesPath = {
  'issues-path': param.string({
    default: '' as string,
    description: 'SARIF file to write, inside the workspace; when empty, one of the TaskRun',
  }),
} satisfies IssuesPath;

/** The declarations behind the types of the contract. */
export const contract = {
  workspaces: { source: { ...shared, whole: '' } } satisfies SharedWorkspace,
  producerWorkspaces: { source: { ...shared, whole: 'source-path' } } satisfies SharedWorkspace,
  sourceResults: {
    path: result.string({ description: 'directory of the sources, inside the workspace' }),
    url: result.string({ description: 'where the sources come from' }),
    commit: result.string({ description: 'which version of them was taken' }),
  } satisfies SourceResults,
  producerParams: {
    'source-path': param.string({ description: 'directory of the sources, inside the workspace' }),
    ...issuesPath,
  } as ProducerParams,
  enricherParams: {
    'producer-result-paths': param.array<Findings>({ description: 'SARIF files to take, inside the workspace' }),
    ...issuesPath,
  } as EnricherParams,
  consumerParams: { 'issues-paths': param.array<Findings>({ description: 'SARIF files to take, inside the workspace' }) } as ConsumerParams,
  issuesResults: {
    issues: result.string<Findings>({
      description: 'SARIF 2.1.0 file with the findings, inside the workspace',
      file: { param: 'issues-path', folder: '$(context.pipelineRun.uid)/findings', extension: '.sarif' },
    }),
  } satisfies IssuesResults,
};

/** The shared workspace of a source that writes into `sources`, in the directory of its run, under its name in the pipeline. */
export const clonedSources: WorkspaceDeclaration<false> = { ...contract.workspaces.source, handsOn: '$(context.pipelineRun.uid)/sources' };

/** A Task that knows which of its params the program has given a value already: a pipeline does not lift these. */
export interface Component {
  readonly settled: readonly string[];
}

/** Any Source, whatever params of its own it has. @open */
export type AnySource = UsableTask<ParamDeclarations, SourceResults, SharedWorkspace> & Component;
/** Any Producer. @open */
export type AnyProducer = UsableTask<ParamDeclarations, IssuesResults, SharedWorkspace> & Component & { readonly role: 'producer' };
/** Any Enricher. @open */
export type AnyEnricher = UsableTask<ParamDeclarations, IssuesResults, SharedWorkspace> & Component & { readonly role: 'enricher' };
/** Any Consumer. @open */
export type AnyConsumer = UsableTask<ParamDeclarations, {}, SharedWorkspace> & Component & { readonly role: 'consumer' };
