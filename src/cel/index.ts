export { celMistake } from './compile';
export { type CelCondition, cel } from './condition';
