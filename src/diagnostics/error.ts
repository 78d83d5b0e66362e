/** What whoever calls got wrong, or what is missing around us: the message says all that is needed to mend it. All our errors extend it. */
export class TekwireError extends Error {
  override readonly name: string = 'TekwireError';
}
