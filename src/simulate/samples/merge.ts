/** A payload of a webhook, as JSON. */
export type Payload = { readonly [key: string]: unknown };

/** A request as a provider sends it. */
export interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Payload;
}

/** The payload with changed fields; `undefined` removes one, arrays are replaced. */
export function merge(payload: Payload, changes: Payload): Payload {
  const merged: Record<string, unknown> = { ...payload };
  for (const [key, value] of Object.entries(changes)) {
    const own = merged[key];
    if (value === undefined) delete merged[key];
    else merged[key] = isPayload(own) && isPayload(value) ? merge(own, value) : value;
  }
  return merged;
}

function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const SHA = '4a1c6f2d9b0e47c58d3f6a7b8c9d0e1f2a3b4c5d';
export const BEFORE = '9d0e1f2a3b4c5d4a1c6f2d9b0e47c58d3f6a7b8c';
export const ZERO = '0'.repeat(40);
