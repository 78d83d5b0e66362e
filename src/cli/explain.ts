import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suggestion } from '../diagnostics';
import { readErrorRules } from '../reader';
import { allRules, kustomizeRules, retiredRules, wiringRules } from '../rules';
import { changeFormats } from './change-formats';
import { type Call, type Command, exit, outputOption, UsageError } from './command';
import { packageFile } from './package-folder';
import { jsonOf } from './rule-formats';

/** `tekwire explain`: prints the pages of rules, or what the policies of an app change. */
export const explain: Command = {
  name: 'explain',
  summary: 'print the page of a rule such as TW203, what the policies of an app change, or what a step runs',
  calls: ['RULE...', 'policies OPTIONS', 'bundle [NAME|FILE]...', 'param NAME FILE|DIR|-...'],
  about: `A rule is named by its code or its slug: TW203 or unknown-task-result. Prints the pages of docs/rules: the reason for the rule, its
source in Tekton, a bad example and a good one; with -o json what the rules say of themselves. With "policies", runs the app as cdk8s synth
does, with a temporary output folder, and prints every field that a policy changed: construct, field, value before and after, policy. The
output of the app itself goes to stderr. With "bundle", lists the programs that steps run; those that are named are made again from their
published sources and compared byte for byte, and in manifests the programs of steps are compared with their SHA-256; the exit code is
1 when one differs. With "param", prints the way of a param through the manifests, hop by hop: the Task, the Pipelines that set it, their
runs, and the field of the event that a TriggerBinding reads.`,
  options: {
    app: { type: 'string', value: 'COMMAND', summary: 'the command that starts the app; default: "app" in cdk8s.yaml' },
    output: outputOption(changeFormats),
  },
  examples: {
    'explain TW203': 'the page of a rule',
    'explain -o json TW203 TW513': 'what the rules say of themselves, for programs',
    'explain bundle gate': 'what the program of the step gate is, made again from its sources',
    'explain param revision dist': 'where the value of the param revision comes from',
    'explain policies --app "node main.js"': 'what the policies of the app change',
  },
  exits: {
    0: 'printed',
    2: 'invalid arguments or unknown rule',
    3: 'a page cannot be read, the app fails, or the output cannot be written',
  },
  run: runExplain,
};

function runExplain(call: Call): number | Promise<number> {
  const { files: codes, options } = call;
  if (codes.length === 1 && codes[0] === 'policies')
    return (require('./explain-policies') as typeof import('./explain-policies')).explainPolicies(call);
  if (codes[0] === 'bundle') return (require('./explain-bundle') as typeof import('./explain-bundle')).explainBundle(codes.slice(1), call);
  if (codes[0] === 'param') return (require('./explain-param') as typeof import('./explain-param')).explainParam(codes.slice(1), call);
  if (options.app !== undefined) throw new UsageError('--app is only for tekwire explain policies');
  return explainCodes(call);
}

function explainCodes({ files: names, options, out }: Call): number {
  if (names.length === 0) throw new UsageError('missing argument; pass a code or slug, as in tekwire explain TW203, or policies');
  const folder = packageFile('docs/rules');
  const known = new Map(
    [...readErrorRules, ...allRules, ...kustomizeRules, ...wiringRules].flatMap(({ code, slug }) => [
      [code, code] as const,
      [slug, code] as const,
    ]),
  );
  for (const { code } of retiredRules) known.set(code, code);
  const pages = names.map((name) => ({ name, code: known.get(name) ?? known.get(name.toUpperCase()) }));
  const unknown = pages.find(({ code }) => code === undefined);
  if (unknown !== undefined) throw new UsageError(unknownRule(unknown.name, known));
  if (options.output === 'json') {
    out(pages.map(({ code = '' }) => ruleJson(code)).join('\n'));
    return exit.ok;
  }
  out(pages.map(({ code }) => readFileSync(join(folder, `${code}.md`), 'utf8').trimEnd()).join('\n\n'));
  return exit.ok;
}

function ruleJson(code: string): string {
  const rule = [...readErrorRules, ...allRules, ...kustomizeRules, ...wiringRules].find((one) => one.code === code);
  return rule === undefined ? JSON.stringify({ ...retiredRules.find((one) => one.code === code), isRetired: true }) : jsonOf(rule);
}

function unknownRule(name: string, known: ReadonlyMap<string, string>): string {
  const [, number] = /^(?:tw)?-?(\d+)$/i.exec(name) ?? [];
  const candidates = [...known.keys()].filter((one) => /^TW/.test(one) === (number !== undefined));
  const code = number === undefined ? name : `TW${number}`;
  if (known.has(code)) return `unknown rule "${name}"; did you mean "${code}"?`;
  return `unknown rule "${name}"${suggestion(code, candidates)}`;
}
