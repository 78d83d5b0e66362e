import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suggestion } from '../diagnostics';
import { faultRules } from '../reader';
import { allRules, retiredRules, wiringRules } from '../rules';
import { changeFormats } from './change-formats';
import { type Call, type Command, exit, outputOption, UsageError } from './command';
import { packageFile } from './package-folder';

/** `tekwire explain`: prints the pages of rules, or what the policies of an app change. */
export const explain: Command = {
  name: 'explain',
  summary: 'print the page of a rule such as TW203, or what the policies of an app change',
  calls: ['RULE...', 'policies OPTIONS'],
  about: `A rule is named by its code or its slug: TW203 or unknown-task-result. Prints the pages of docs/rules: the reason for the rule, its
source in Tekton, a bad example and a good one. With "policies", runs the app as cdk8s synth does, with a temporary output folder, and
prints every field that a policy changed: construct, field, value before and after, policy. The output of the app itself goes to stderr.`,
  options: {
    app: { type: 'string', value: 'COMMAND', summary: 'the command that starts the app; default: "app" in cdk8s.yaml' },
    output: outputOption(changeFormats),
  },
  exits: {
    0: 'printed',
    2: 'invalid arguments or unknown rule',
    3: 'a page cannot be read, the app fails, or the output cannot be written',
  },
  run: runExplain,
};

function runExplain(call: Call): number {
  const { files: codes, options } = call;
  if (codes.length === 1 && codes[0] === 'policies')
    return (require('./explain-policies') as typeof import('./explain-policies')).explainPolicies(call);
  if (options.app !== undefined) throw new UsageError('--app is only for tekwire explain policies');
  return explainCodes(call);
}

function explainCodes({ files: names, out }: Call): number {
  if (names.length === 0) throw new UsageError('missing argument; pass a code or slug, as in tekwire explain TW203, or policies');
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
