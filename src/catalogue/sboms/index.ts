export { Cdxgen } from './cdxgen';
export { type SbomContext, SbomProducer, type SbomProducerProps } from './sbom-producer';
export { Syft, type SyftProps } from './syft';
