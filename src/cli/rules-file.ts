import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { quoted } from '../diagnostics';
import type { CustomRule } from '../rules';
import { UsageError } from './command';

/**
 * Loads the user's own rules from a JavaScript module: its export `rules`.
 * @throws UsageError when the module cannot be loaded, or its export is not an array
 */
export function rulesOf(file: string): readonly CustomRule[] {
  const path = resolve(file);
  if (!existsSync(path)) throw new UsageError(`--rules ${quoted(file)}: file not found`);
  const { rules } = loaded(file, path);
  if (!Array.isArray(rules)) throw new UsageError(`--rules ${quoted(file)}: the module must export an array "rules"`);
  return rules;
}

function loaded(file: string, path: string): { readonly rules?: unknown } {
  try {
    return (require(path) as { readonly rules?: unknown } | null) ?? {};
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--rules ${quoted(file)}: the module cannot be loaded: ${why.split('\n')[0]}`);
  }
}
