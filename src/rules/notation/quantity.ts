const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^([-+]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([-+]?\d{1,3}))?$/;

/** Parses a Kubernetes quantity such as `500m` or `1Gi` and returns a number; undefined for any other value. */
export function tryParseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const match = typeof value === 'string' ? QUANTITY.exec(value) : null;
  if (match === null) return undefined;
  const [, digits = '', suffix = '', exponent = '0'] = match;
  return Number(digits) * (FACTORS[suffix] ?? 1) * 10 ** Number(exponent);
}
