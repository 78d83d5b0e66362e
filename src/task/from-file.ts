import { readFileSync } from 'node:fs';
import type { ObjectMeta, TaskSpec } from '../spec';
import { type AnySurface, compareSurface, declaredSurface } from './declared-surface';

interface ReadTask {
  readonly metadata: ObjectMeta;
  readonly spec: TaskSpec;
  readonly surface: AnySurface;
}

/** Reads the Task of a YAML file with all that it declares; what `expected` names must be declared with the same type. */
export function readTask(path: string, expected: Partial<AnySurface> = {}): ReadTask {
  const { parseAllDocuments } = require('yaml') as typeof import('yaml');
  const documents = [parseAllDocuments(textOf(path), { version: '1.1', uniqueKeys: true })].flat();
  const broken = documents.flatMap((document) => document.errors)[0];
  if (broken !== undefined) throw new Error(`${path}: ${broken.message.trim()}`);
  const values = documents.map((document): unknown => document.toJS()).filter((value) => value !== null);
  const [only] = values;
  if (values.length !== 1 || !isTask(only))
    throw new Error(`${path}: holds ${describe(values)}, but Task.fromFile wants exactly one tekton.dev/v1 Task`);
  const surface = declaredSurface(only.spec);
  compareSurface(path, surface, expected);
  return { metadata: only.metadata ?? {}, spec: only.spec, surface };
}

function textOf(path: string): string {
  if (typeof path !== 'string') throw new Error(`${String(path)} is given; Task.fromFile wants the path of a YAML file`);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${path}: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
}

function isTask(value: unknown): value is { metadata?: ObjectMeta; spec: TaskSpec } {
  const { apiVersion, kind, spec } = value as Record<string, unknown>;
  return apiVersion === 'tekton.dev/v1' && kind === 'Task' && typeof spec === 'object' && spec !== null;
}

function describe(values: readonly unknown[]): string {
  if (values.length !== 1) return `${values.length} documents`;
  const { apiVersion, kind } = values[0] as Record<string, unknown>;
  return `a ${String(apiVersion)} ${String(kind)}`;
}
