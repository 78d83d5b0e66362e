export { lockChanges } from './changes';
export { printDeclarations } from './declarations';
export { entryOf, type Lock, type LockEntry } from './entry';
export { lockPath, tryReadLock } from './file';
export { LockError, printLock } from './text';
