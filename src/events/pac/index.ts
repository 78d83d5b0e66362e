export type { Definitions } from './definitions';
export { PipelinesAsCode, type PipelinesAsCodeProps } from './pipelines-as-code';
export type { PacRepository } from './repository';
