import { type RuleText, suggestion } from '../diagnostics';
import { readErrorRules } from '../reader';
import { allRules, kustomizeRules, wiringRules } from '../rules';
import { type Call, type Command, exit, outputOption, UsageError } from './command';
import { ruleFormats } from './rule-formats';

/** `tekwire rules`: lists all rules. */
export const rules: Command = {
  name: 'rules',
  summary: 'list all rules: code, severity, slug and what each reports',
  calls: ['OPTIONS [RULE...]'],
  about: `Lists every rule, or those that are named by code or slug. Behind the severity stands what can be done about it: "opt-in" rules are
reported only when --lint or the config names them; "allowable" diagnostics can be left out with a reason, by the annotation tekwire.dev/allow,
by --allow or by "ignore" in the config. What Tekton refuses cannot be left out. tekwire explain prints the page of a rule.`,
  options: { output: outputOption(ruleFormats) },
  examples: {
    rules: 'all rules',
    'rules -o json TW203': 'one rule, for programs',
  },
  exits: { 0: 'printed', 2: 'invalid arguments or unknown rule', 3: 'the output cannot be written' },
  run: runRules,
};

function runRules({ files: names, options, out }: Call): number {
  const { print } = ruleFormats[options.output as keyof typeof ruleFormats];
  const all: readonly RuleText[] = [...readErrorRules, ...allRules, ...kustomizeRules, ...wiringRules].sort((a, b) =>
    a.code < b.code ? -1 : 1,
  );
  const chosen = names.length === 0 ? all : names.map((name) => find(name, all));
  out(print(chosen));
  return exit.ok;
}

function find(name: string, all: readonly RuleText[]): RuleText {
  const found = all.find(({ code, slug }) => code === name.toUpperCase() || slug === name);
  if (found !== undefined) return found;
  const isCode = /^tw\d/i.test(name);
  throw new UsageError(
    `unknown rule "${name}"${suggestion(
      isCode ? name.toUpperCase() : name,
      all.map((rule) => (isCode ? rule.code : rule.slug)),
    )}`,
  );
}
