export { catalogueImages } from './catalogue-images';
export { lockChanges } from './changes';
export { lockCommand } from './command';
export { printDeclarations } from './declarations';
export { emptyLock, entryOf, type Lock, type LockEntry, type LockedKind, type LockedReference, surfaceSpecOf } from './entry';
export { lockPath, tryReadLock } from './file';
export { imagesOf } from './images-of';
export { FILE, fileKey, filesLike, localEntry, staleTypes } from './local';
export { printLock } from './text';
