import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suggestion } from '../diagnostics';
import { faultRules } from '../reader';
import { allRules, retiredRules, wiringRules } from '../rules';
import { changeFormats } from './change-formats';
import { type Call, type Command, exit, outputOption, UsageError } from './command';
import { packageFile } from './package-folder';

/** `tekwire explain`: what a code means, and how to do better; or what the policies of an app change. */
export const explain: Command = {
  name: 'explain',
  summary: 'tell what a code like TW203 means, or what the policies of an app change',
  calls: ['RULE...', 'policies OPTIONS'],
  about: `A rule is named by its code or its slug: TW203 or unknown-task-result. Prints the pages of docs/rules: why a rule is there, where
Tekton says so, a bad example and a good one. With "policies" runs the app as cdk8s synth does, into a folder of its own, and prints every
field that a policy has changed: construct, field, value before and after, policy. What the app itself prints goes to standard error.`,
  options: {
    app: { type: 'string', value: 'COMMAND', summary: 'what starts the app; default: app of cdk8s.yaml' },
    output: outputOption(changeFormats),
  },
  exits: { 0: 'printed', 2: 'wrong call or no such rule', 3: 'a page cannot be read, the app fails, or the text cannot be written' },
  run: runExplain,
};

function runExplain(call: Call): number {
  const { files: codes, options } = call;
  if (codes.length === 1 && codes[0] === 'policies')
    return (require('./explain-policies') as typeof import('./explain-policies')).explainPolicies(call);
  if (options.app !== undefined) throw new UsageError('--app is for tekwire explain policies');
  return explainCodes(call);
}

function explainCodes({ files: names, out }: Call): number {
  if (names.length === 0) throw new UsageError('name a code, as in tekwire explain TW203, or policies');
  const folder = packageFile('docs/rules');
  const known = new Map(
    [...faultRules, ...allRules, ...wiringRules].flatMap(({ code, slug }) => [[code, code] as const, [slug, code] as const]),
  );
  for (const { code } of retiredRules) known.set(code, code);
  const pages = names.map((name) => ({ name, code: known.get(name) ?? known.get(name.toUpperCase()) }));
  const unknown = pages.find(({ code }) => code === undefined);
  if (unknown !== undefined) throw new UsageError(unknownRule(unknown.name, known));
  out(pages.map(({ code }) => readFileSync(join(folder, `${code}.md`), 'utf8').trimEnd()).join('\n\n'));
  return exit.ok;
}

function unknownRule(name: string, known: ReadonlyMap<string, string>): string {
  const isCode = /^tw\d/i.test(name);
  const candidates = [...known.keys()].filter((one) => /^TW/.test(one) === isCode);
  return `unknown rule "${name}"${suggestion(isCode ? name.toUpperCase() : name, candidates)}`;
}
