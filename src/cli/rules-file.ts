import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { quoted } from '../diagnostics';
import type { CustomRule } from '../rules';
import { UsageError } from './command';

/**
 * The rules of your own in a JavaScript module: its export `rules`.
 * @throws UsageError when it cannot be loaded, or exports no list of that name
 */
export function rulesOf(file: string): readonly CustomRule[] {
  const path = resolve(file);
  if (!existsSync(path)) throw new UsageError(`--rules ${quoted(file)}: there is no such file`);
  const { rules } = loaded(file, path);
  if (!Array.isArray(rules)) throw new UsageError(`--rules ${quoted(file)}: the module must export a list of rules as "rules"`);
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
