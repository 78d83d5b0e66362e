export { addRules, changeManifests, checkAtSynth, prepareManifests, withoutPlaces } from './app-settings';
export { attempt, withoutRefused } from './attempt';
export { checkedCopy, checkedInPlace, tryCheckedCopy } from './checked-copy';
export { type ClusterFeatures, setFeatures } from './features';
export { isOwned, isTektonObject, ownJsonOf } from './foreign';
export {
  adoptMistakes,
  adoptWithin,
  type FutureConstruct,
  known,
  knownOptions,
  mistakesOf,
  reportMistake,
  reportName,
  reportValue,
} from './known';
export { knownOf } from './known-of';
export { noteScript } from './locations';
export { type OptionType, optionKeys, unknownKeys } from './option-keys';
export {
  arrayForm,
  booleanForm,
  checkedScope,
  demandDuration,
  demandForm,
  demandList,
  demandRecord,
  demandStrings,
  type Form,
  isRecord,
  located,
  type Owner,
  pathOf,
  refuse,
  refuseChoice,
  shown,
  stringForm,
} from './refuse';
export { captureLocation, fileBeside, findProgramFile, recordLocation, type SourceLocation } from './source-location';
export { TektonObject } from './tekton-object';
export { noteIncluded } from './unused-objects';
