import { TekwireError } from '../../diagnostics';
import type { ParamValue, ResultSpec } from '../../spec';

/**
 * The values of written results. Tekton keeps the line end of a string, and reads arrays and objects as JSON.
 * @throws TekwireError when an array or object is not valid JSON of that type, as the run would then fail
 */
export function resultsOf(written: ReadonlyMap<string, string>, declared: readonly ResultSpec[]): Record<string, ParamValue> {
  return Object.fromEntries(
    [...written].map(([name, text]) => [name, valueFor(text, declared.find((one) => one.name === name) ?? { name })]),
  );
}

function valueFor(text: string, { name, type, properties }: ResultSpec): ParamValue {
  const wanted = type ?? (properties === undefined ? 'string' : 'object');
  if (wanted === 'string') return text;
  const value = tryParse(text);
  const isRight = wanted === 'array' ? Array.isArray(value) : typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isRight) return value as ParamValue;
  throw new TekwireError(
    `runStep: result "${name}" is declared as ${wanted}, and the step wrote ${JSON.stringify(text)}; write JSON, such as ${EXAMPLES[wanted]}`,
  );
}

const EXAMPLES = { array: '["a","b"]', object: '{"key":"value"}' } as const;

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
