export { BindingError, eventData, resolveParams } from './bindings';
export { ExpressionError, Expressions } from './expression';
export { headersOf } from './header';
export type { Request } from './interceptors';
export { payloadOf } from './payload';
export { sampleNames } from './samples';
export { type Outcome, simulate } from './simulate';
export { Unsimulated } from './unsimulated';
