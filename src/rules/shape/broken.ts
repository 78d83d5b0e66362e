/** Stands in a list for an object of the wrong type, so that the places of the others stay the same. Of texts, an empty one does. */
export const BROKEN: object = Object.freeze({});
