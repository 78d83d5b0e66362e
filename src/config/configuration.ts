export { writeBaseline } from './baseline';
export { externalProblem } from './external';
export { featureName, featureProblem } from './features';
export { readConfig } from './read';
export { rulesOf } from './rules-file';
export { configSchema } from './schema';
export { AllowError, Settings } from './settings';
