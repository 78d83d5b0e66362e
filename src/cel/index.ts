export { type CompiledCel, celMistake, compile } from './compile';
export { type CelCondition, cel } from './condition';
export { NO_ENVIRONMENT, PIPELINES_AS_CODE, PIPELINES_AS_CODE_VALUES, TRIGGERS } from './environment';
export { type CelLibrary, celProblem, evaluateCel } from './evaluate';
export { type CelNode, parseCel } from './expression';
export { CelError, celEquals, compare } from './functions';
export { CelMistake, celPieces } from './tokens';
export { literalValue } from './value-literal';
export { eachCelNode } from './walk';
