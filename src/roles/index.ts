export type { Canary } from './canary';
export { checkedChoice, checkedList, checkedTool, refuseOptions } from './check-components';
export { confinedWorkspaces, confinementOf } from './confined';
export { Consumer, type ConsumerProps } from './consumer';
export type {
  AnyConsumer,
  AnyEnricher,
  AnyProducer,
  AnySbomProducer,
  AnySource,
  Component,
  Findings,
  Sbom,
  SbomParams,
  SbomResults,
  SharedWorkspace,
} from './contract';
export { clonedSources, contract } from './contract';
export { Enricher, type EnricherProps } from './enricher';
export { findingsEnv } from './findings-env';
export { componentPod, componentStep, componentTemplate } from './hardening';
export { LANGUAGES_OF_PATHS, type Language, type LanguageResults, languageResults } from './languages';
export { withDigest, withDigests } from './pinned';
export {
  type ComponentOptions,
  type ConditionalOptions,
  type ConditionContext,
  type ConsumerOptions,
  type Placed,
  type ProducerOptions,
  placed,
  type SbomOptions,
  type SourceOptions,
  type WriterOptions,
} from './placed';
export { Producer } from './producer';
export type { ProducerProps, ScanContext, ScanStep, ToolProps } from './producer-props';
export { SCRATCH } from './producer-steps';
export type { QuarantineOptions } from './quarantine';
export { RUNTIME_IMAGE, runtimeScript } from './runtime';
export { SecurityPipeline, type SecurityPipelineProps } from './security-pipeline';
export { Source, type SourceProps } from './source';
export { sourceParams } from './source-params';
export { type CatalogueFacts, scanner, type ToolFacts } from './tool';
export { type CacheProps, DATABASE, type DatabaseProps, type DatabaseSource, fetchNote } from './volumes';
