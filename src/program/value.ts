/** Represents a value in the source of a program. */
export const VALUE = '\u0000';
