import type { ParamSpec, ResultSpec } from '../spec';
import type { Lock, LockEntry } from './entry';
import { byAddress } from './text';

/** Prints TypeScript declarations of the locked objects, from which the compiler knows the interface of what `fromUrl` returns. */
export function printDeclarations(lock: Lock): string {
  const entries = Object.entries(byAddress(lock.objects)).map(printEntry);
  const names = ['ParamDeclaration', 'ResultDeclaration', 'WorkspaceDeclaration'].filter((name) =>
    entries.some((entry) => entry.includes(`: ${name}<`)),
  );
  return [
    '// Written by `tekwire lock`, and again with every change of tekwire.lock beside it. Commit both.',
    names.length === 0 ? 'export {};' : `import type { ${names.join(', ')} } from 'tekwire';`,
    '',
    'declare global {',
    '  interface TekwireLock {',
    ...entries,
    '  }',
    '}',
    '',
  ].join('\n');
}

function printEntry([address, { kind, params, results, workspaces }]: [string, LockEntry]): string {
  const parts = [
    printPart('params', params, paramType),
    printPart('results', results, resultType),
    printPart('workspaces', workspaces, ({ optional }) => `WorkspaceDeclaration<${optional === true}>`),
  ];
  return [`    ${quote(address)}: {`, `      readonly kind: ${quote(kind)};`, ...parts, '    };'].join('\n');
}

function printPart<T extends { readonly name: string }>(title: string, list: readonly T[], typeOf: (item: T) => string): string {
  if (list.length === 0) return `      readonly ${title}: {};`;
  const lines = list.map((item) => `        readonly ${key(item.name)}: ${typeOf(item)};`);
  return [`      readonly ${title}: {`, ...lines, '      };'].join('\n');
}

function paramType({ type = 'string', default: value, properties, enum: allowed }: ParamSpec): string {
  return `ParamDeclaration<${quote(type)}, ${value !== undefined}, ${union(allowed ?? Object.keys(properties ?? {}))}>`;
}

function resultType({ type = 'string', properties }: ResultSpec): string {
  return `ResultDeclaration<${quote(type)}, ${union(Object.keys(properties ?? {}))}>`;
}

function union(texts: readonly string[]): string {
  return texts.length === 0 ? 'never' : texts.map(quote).join(' | ');
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
