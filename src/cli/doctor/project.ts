import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../fetch/program';
import { type Finding, ok, warn } from './finding';

/** Whether the compiler checks the program, and strictly: half of the mistakes are its. */
export async function checkCompiler(folder: string): Promise<Finding[]> {
  return [await checkTsconfig(folder), ...checkApp(folder)];
}

async function checkTsconfig(folder: string): Promise<Finding> {
  if (!existsSync(join(folder, 'tsconfig.json')))
    return warn('tsconfig', 'no tsconfig.json, so nothing checks the types', 'npx tekwire init writes one, and changes no other file');
  const compiler = join(folder, 'node_modules/typescript/bin/tsc');
  if (!existsSync(compiler))
    return warn('tsconfig', 'typescript is not installed, so nothing checks the types', 'npm install --save-dev typescript');
  try {
    // the compiler itself resolves comments and "extends"
    const args = [compiler, '--showConfig', '-p', join(folder, 'tsconfig.json')];
    const shown = await runProgram(process.execPath, { args, purpose: 'tsconfig.json' });
    const { compilerOptions = {} } = JSON.parse(shown.toString()) as { readonly compilerOptions?: Readonly<Record<string, unknown>> };
    const version = (await runProgram(process.execPath, { args: [compiler, '--version'], purpose: 'typescript' })).toString().trim();
    if (isStrict(compilerOptions, version)) return ok('tsconfig', `strict (${version})`);
    return warn('tsconfig', '"strict" is off, so the compiler misses wrong and missing values', 'set "strict": true in compilerOptions');
  } catch (error) {
    return warn('tsconfig', (error as Error).message, 'npx tsc --showConfig');
  }
}

/** TypeScript 6 and newer are strict by default. */
function isStrict({ strict, strictNullChecks }: Readonly<Record<string, unknown>>, version: string): boolean {
  const isDefault = Number(/\d+/.exec(version)?.[0]) >= 6;
  return (strict === true || (strict === undefined && isDefault)) && strictNullChecks !== false;
}

// run TypeScript without its types
const STRIPPERS = /\b(?:tsx|swc|esbuild|bun|sucrase|--experimental-strip-types)\b|ts-node[^&|;]*(?:--transpile-only|-T\b|--swc)/;

function checkApp(folder: string): Finding[] {
  const path = join(folder, 'cdk8s.yaml');
  if (!existsSync(path))
    return [
      warn('cdk8s.yaml', 'missing, so cdk8s synth does not know what to run', 'npx tekwire init writes one, and changes no other file'),
    ];
  const app = /^app:\s*(.*)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
  if (STRIPPERS.test(app) && !/\btsc\b/.test(app))
    return [warn('cdk8s.yaml', `the app "${app}" runs without its types being checked`, `app: npx tsc 1>&2 && ${app}`)];
  return [ok('cdk8s.yaml', app === '' ? 'no app' : app)];
}
