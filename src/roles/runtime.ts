import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TekwireError } from '../diagnostics';
import { type Script, script } from '../script';

/** The public image of the steps that run our own scripts. */
export const RUNTIME_IMAGE = 'node:22.23.3-alpine3.24';

const bundles = new Map<string, Script>();

/**
 * Returns one of our bundled programs as the script of a step.
 * @param prelude JavaScript that runs before it @default - none
 * @throws Error when the bundle is missing
 */
export function runtimeScript(name: string, prelude?: string): Script {
  if (prelude !== undefined) return script.of(`${SHEBANG}${prelude}\n${readBundle(name)}`);
  const known = bundles.get(name);
  if (known !== undefined) return known;
  const made = script.of(`${SHEBANG}${readBundle(name)}`);
  bundles.set(name, made);
  return made;
}

const SHEBANG = '#!/usr/bin/env node\n';
const PROGRAM = /^#!\/usr\/bin\/env node\n([\s\S]*?)(\/\/ tekwire \S+, bundle (\S+), SHA-256 of the lines below: [\s\S]*)$/;

/** One of our programs as `runtimeScript` makes it. */
interface Program {
  readonly name: string;
  /** JavaScript that runs before it, or the empty string. */
  readonly prelude: string;
  readonly text: string;
}

/** The program in the rendered script of a step; undefined for a script of others. */
export function tryFindProgram(rendered: string): Program | undefined {
  const [, prelude = '', text = '', name = ''] = PROGRAM.exec(rendered) ?? [];
  return text === '' ? undefined : { name, prelude, text };
}

/** Returns the text of one of our bundled programs. @throws Error when the bundle is missing */
export function runtimeText(name: string): string {
  return readBundle(name);
}

function readBundle(name: string): string {
  const file = folders()
    .map((folder) => join(folder, `${name}.js`))
    .find((path) => existsSync(path));
  if (file !== undefined) return readFileSync(file, 'utf8');
  throw new TekwireError(
    `dist/runtime/${name}.js of the package tekwire is missing; install tekwire beside a bundled program, or run: npm run build`,
  );
}

/**
 * The folders that may contain the bundles: beside the library, built or not, or in the installed package when a bundler moved this file.
 */
function folders(): string[] {
  const near = [join(__dirname, '..', 'runtime'), join(__dirname, '..', '..', 'dist', 'runtime')];
  try {
    return [...near, join(dirname(require.resolve('tekwire/package.json')), 'dist', 'runtime')];
  } catch {
    return near;
  }
}
