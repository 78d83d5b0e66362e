import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suggestion } from '../diagnostics';
import { type Call, type Command, exit, UsageError } from './command';
import { packageFile } from './package-folder';

/** `tekwire explain`: what a code means, and how to do better. */
export const explain: Command = {
  name: 'explain',
  summary: 'tell what a code like TW203 means: why, where Tekton says so, a bad example and a good one',
  usage: `tekwire explain CODE...

Prints the pages of docs/rules. Exit code: 0 printed, 2 there is no such code, 3 a page cannot be read.`,
  options: {},
  run: runExplain,
};

function runExplain({ files: codes, out }: Call): number {
  if (codes.length === 0) throw new UsageError('name a code, as in tekwire explain TW203');
  const folder = packageFile('docs/rules');
  const pages = codes.map((code) => ({ code, path: join(folder, `${code.toUpperCase()}.md`) }));
  const unknown = pages.find(({ code, path }) => !/^TW\d{3}$/i.test(code) || !existsSync(path));
  if (unknown !== undefined) throw new UsageError(`"${unknown.code}" is no code${suggestion(unknown.code.toUpperCase(), codesIn(folder))}`);
  out(pages.map(({ path }) => readFileSync(path, 'utf8').trimEnd()).join('\n\n'));
  return exit.ok;
}

function codesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((file) => (/^TW\d{3}\.md$/.test(file) ? [file.slice(0, -'.md'.length)] : []));
}
