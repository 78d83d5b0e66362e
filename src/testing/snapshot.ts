import type { IConstruct } from 'constructs';
import type { Manifest } from '../spec';
import { manifestsOf } from './testing';

// the first line of a bundle: its programs follow it to the end of the script
const BUNDLE = /^\/\/ tekwire \S+, bundle (\S+), SHA-256 of the lines below: ([0-9a-f]{64})$[\s\S]*/m;

/**
 * Returns the manifests of the app for a snapshot: the programs that tekwire puts into scripts are replaced by one line with their name and
 * SHA-256, so that a snapshot shows what your program decides.
 * @example
 * expect(snapshotOf(chart)).toMatchSnapshot();
 */
export function snapshotOf(construct: IConstruct): Manifest[] {
  return manifestsOf(construct).map((manifest) => shortened(manifest) as Manifest);
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(BUNDLE, '// bundle $1, SHA-256 $2');
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one)]));
}
