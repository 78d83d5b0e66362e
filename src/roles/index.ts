export { checkChoice, checkTool } from './check-components';
export { Consumer, type ConsumerProps } from './consumer';
export type { AnyConsumer, AnyEnricher, AnyProducer, AnySource, Findings } from './contract';
export { clonedSources } from './contract';
export { Enricher, type EnricherProps } from './enricher';
export { findingsPath, Producer, type ProducerProps, type ScanContext, type ToolProps } from './producer';
export { RUNTIME_IMAGE, runtimeScript } from './runtime';
export { SecurityPipeline, type SecurityPipelineProps } from './security-pipeline';
export { Source, type SourceProps } from './source';
