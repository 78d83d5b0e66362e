/** Replaces an array item of the wrong type, so that the other items keep their indexes. The empty string replaces an item that should be a string. */
export const BROKEN: object = Object.freeze({});
