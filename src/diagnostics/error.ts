/** A mistake of the caller, or something that is missing on the machine. The message says how to fix it. The base class of tekwire's errors. */
export class TekwireError extends Error {
  override readonly name: string = 'TekwireError';
}
