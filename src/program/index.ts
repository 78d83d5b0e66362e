export { demandsOfProgram } from './demands';
export { findExecutedValues } from './executed-values';
export type { ProgramFrame, Writer } from './frame';
export { readNode } from './node';
export { readPython } from './python';
export { VALUE } from './value';
