export { changeManifests, prepareManifests } from './emission';
export { type ClusterFeatures, setFeatures } from './features';
export { isOwned, isTektonObject, ownJsonOf } from './foreign';
export { adoptMistakes, known, knownOf, mistakesOf, optionDiagnostic, reportMistake } from './known';
export { optionKeys, unknownKeys } from './option-keys';
export { capturePlace, notePlace } from './program-place';
export { demandDuration, demandList, demandRecord, isRecord, located, type Owner, placeOf, refuse } from './refuse';
export { TektonObject } from './tekton-object';
export { withoutPlaces } from './without-places';
