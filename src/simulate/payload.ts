import { quoted, suggestion, TekwireError } from '../diagnostics';
import { isFields } from './cel-values';
import { type Sample, sampleNames, tryFindSample } from './samples';
import type { Payload, Sent } from './samples/merge';

/**
 * A request as the provider of an event sends it, with changed values.
 * @param name - such as `github.push`
 * @param changes - values by the event's field, such as `branch`, or by path, such as `body.commits[0].added`; JSON, otherwise a string
 * @throws TekwireError for an unknown event or field
 */
export function payloadOf(name: string, changes: readonly (readonly [field: string, value: string])[] = []): Sent {
  const sample = tryFindSample(name);
  if (sample === undefined) throw new TekwireError(`unknown event ${quoted(name)}${suggestion(name, sampleNames)}`);
  return changes.reduce<Sent>((sent, [field, value]) => changed(sample, sent, field, value), sample.sent);
}

function changed(sample: Sample, sent: Sent, field: string, value: string): Sent {
  if (field.startsWith('body.')) return { ...sent, payload: set(sent.payload, partsOf(field), jsonOr(value)) as Payload };
  const source = sample.fields[field];
  if (source === undefined) throw new TekwireError(`unknown field ${quoted(field)}${suggestion(field, Object.keys(sample.fields).sort())}`);
  const given = source.isNumber || source.cel.startsWith('string(int(') ? jsonOr(value) : value;
  const path = sample.paths[field] ?? onlyPath(source.cel);
  if (path === undefined)
    throw new TekwireError(`the field ${quoted(field)} is computed from several parts; set them: body.…=VALUE (${source.cel})`);
  const prefix = prefixOf(source.cel, valueIn(sent.payload, partsOf(path)));
  return { ...sent, payload: set(sent.payload, partsOf(path), prefix === '' ? given : `${prefix}${value}`) as Payload };
}

/** The path in an expression with one path, such as `body.ref.substring(11)`. */
function onlyPath(cel: string): string | undefined {
  const paths = new Set((cel.match(/\bbody(?:\.[A-Za-z_]\w*\b(?!\()|\[\d+\])+/g) ?? []).map((path) => path));
  return paths.size === 1 && !/\.(?:filter|map|split|exists)\(/.test(cel) ? [...paths][0] : undefined;
}

/** What stands before the value, such as `refs/heads/`. */
function prefixOf(cel: string, value: unknown): string {
  const [, length] = /\.substring\((\d+)\)$/.exec(cel) ?? [];
  return length === undefined || typeof value !== 'string' ? '' : value.slice(0, Number(length));
}

function partsOf(path: string): readonly (string | number)[] {
  const parts = path.slice('body'.length).match(/\.[^.[\]]+|\[\d+\]/g) ?? [];
  if (`body${parts.join('')}` !== path) throw new TekwireError(`${quoted(path)} is not a path; write body.commits[0].added`);
  return parts.map((part) => (part.startsWith('[') ? Number(part.slice(1, -1)) : part.slice(1)));
}

function valueIn(value: unknown, parts: readonly (string | number)[]): unknown {
  return parts.reduce<unknown>(
    (of, part) => (typeof of === 'object' && of !== null ? (of as Record<string | number, unknown>)[part] : undefined),
    value,
  );
}

function set(of: unknown, [first, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (first === undefined) return value;
  if (typeof first === 'number') {
    const items = Array.isArray(of) ? [...of] : [];
    items[first] = set(items[first], rest, value);
    return Array.from(items, (item) => item ?? null);
  }
  const fields = isFields(of) ? of : {};
  return { ...fields, [first]: set(fields[first], rest, value) };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
