import type { ParamDeclarations } from '../task';
import type { ProducerProps, ScanContext, ScanStep, ToolProps } from './producer-props';
import type { CacheProps, DatabaseProps } from './volumes';

/** The facts about a component's tool, which docs/catalogue.md shows. */
export interface CatalogueFacts {
  /** The tool's name, as in its SARIF. */
  readonly tool: string;
  /** What the component does, as the description of its Task. */
  readonly description: string;
  /** The default image, with the tested version as its tag. */
  readonly image: string;
  /** SPDX identifier of the tool's licence, and what it binds users to where it does. */
  readonly licence: string;
  /** What the scan needs of the network. @default - nothing */
  readonly network?: string;
  /** The tool's own page. */
  readonly page: string;
}

/** What a scan still needs of the network when it has its database. */
interface OfflineFacts {
  /** @default - nothing */
  readonly networkWithDatabase?: string;
}

/** The same of a scanner, with what its exit codes and reports mean. */
export interface ToolFacts
  extends CatalogueFacts,
    OfflineFacts,
    Pick<
      ProducerProps<{}>,
      | 'okExitCodes'
      | 'exitCodes'
      | 'findingsExitCodes'
      | 'nothingExitCodes'
      | 'ownReport'
      | 'converter'
      | 'sarifName'
      | 'defaultLevel'
      | 'canary'
      | 'databaseFile'
      | 'databaseFolder'
    > {}

/** The image and the user's arguments, which the component puts into its step. */
export interface ToolChoice {
  readonly image: string;
  /** Arguments after those of the component. */
  readonly args: readonly string[];
}

/** The props of a Producer from the facts of a tool, the user's options and the step of the scan. */
export function scanner<P extends ParamDeclarations = {}>(
  { tool, description, image: tested, licence, page, network, networkWithDatabase, ...facts }: ToolFacts,
  { image = tested, args = [], canary = facts.canary, ...options }: ToolProps & DatabaseProps & CacheProps,
  scan: (context: ScanContext<P>, choice: ToolChoice) => ScanStep,
): ProducerProps<P> {
  const needs = options.database === undefined ? network : networkWithDatabase;
  return {
    ...options,
    ...facts,
    ...(needs !== undefined && { network: needs }),
    canary,
    tool,
    description,
    scan: (context) => scan(context, { image, args }),
  };
}
