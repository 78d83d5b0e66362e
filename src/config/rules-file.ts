import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { quoted, TekwireError } from '../diagnostics';
import type { CustomRule } from '../rules';

/**
 * Loads the user's own rules from a JavaScript module: its export `rules`.
 * @param head - what messages begin with
 * @throws TekwireError when the module cannot be loaded, or its export is not an array
 */
export function rulesOf(file: string, head: string): readonly CustomRule[] {
  const path = resolve(file);
  if (!existsSync(path)) throw new TekwireError(`${head}${quoted(file)}: file not found`);
  const { rules } = loaded(file, path, head);
  if (!Array.isArray(rules)) throw new TekwireError(`${head}${quoted(file)}: the module must export an array "rules"`);
  return rules;
}

function loaded(file: string, path: string, head: string): { readonly rules?: unknown } {
  try {
    return (require(path) as { readonly rules?: unknown } | null) ?? {};
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TekwireError(`${head}${quoted(file)}: the module cannot be loaded: ${why.split('\n')[0]}`);
  }
}
