import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { docstringProblems } from '../check/docstrings.mjs';

it('every export, public method and option has a docstring, and exports begin with a sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-docs-'));
  const file = join(folder, 'door.d.ts');
  writeFileSync(
    file,
    `/** Makes a step. */
export declare function good(): void;
export declare function silent(): void;
/** the steps */
export declare const phrase: number;
/** A construct of the app. */
export declare class Thing {
  run(): void;
  private hidden(): void;
  /** @internal */
  inner(): void;
}
/** Options of a thing. */
export interface ThingProps {
  readonly name: string;
  /** @default 1 */
  readonly size?: number;
}
`,
  );
  try {
    assert.deepEqual(docstringProblems([file]), [
      'silent: has no docstring',
      'phrase: "the steps" is not a sentence',
      'Thing.run: has no docstring',
      'ThingProps.name: has no docstring',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
