import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suggestion } from '../diagnostics';
import { type Call, type Command, exit, UsageError } from './command';
import { packageFile } from './package-folder';

/** `tekwire explain`: what a code means, and how to do better; or what the policies of an app change. */
export const explain: Command = {
  name: 'explain',
  summary: 'tell what a code like TW203 means, or what the policies of an app change',
  usage: `tekwire explain CODE...
tekwire explain policies [--app COMMAND] [--output human|json]

Prints the pages of docs/rules: why a rule is there, where Tekton says so, a bad example and a good one. With "policies" runs the app as
cdk8s synth does, into a folder of its own, and prints every field that a policy has changed: construct, field, value before and after,
policy. What the app itself prints goes to standard error.

      --app COMMAND    what starts the app; default: app of cdk8s.yaml
  -o, --output FORMAT  human (default) or json, an object a line

Exit code: 0 printed, 2 wrong call or no such code, 3 a page cannot be read, the app fails, or the text cannot be written.`,
  options: { app: { type: 'string' }, output: { type: 'string', short: 'o', default: 'human' } },
  run: runExplain,
};

function runExplain(call: Call): number {
  const { files: codes, options } = call;
  if (codes.length === 1 && codes[0] === 'policies')
    return (require('./explain-policies') as typeof import('./explain-policies')).explainPolicies(call);
  if (options.app !== undefined) throw new UsageError('--app is for tekwire explain policies');
  return explainCodes(call);
}

function explainCodes({ files: codes, out }: Call): number {
  if (codes.length === 0) throw new UsageError('name a code, as in tekwire explain TW203, or policies');
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
