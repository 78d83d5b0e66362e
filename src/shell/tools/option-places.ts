import type { Hazard, Word } from '../syntax';
import { leadOf, refuse, staticText, valuesOf } from '../words';

/** A tool with an option whose value is executed, so that a whole argument may not be a value: it could be that option. */
interface Tool {
  /** The option, for messages. */
  readonly option: string;
  /** The first words with which it takes the option. @default - any */
  readonly subcommand?: RegExp;
  /** Options that are followed by a value of their own. */
  readonly withValue: RegExp;
}

const GO_FLAGS = /^--?(?:v|x|race|a|n|i|u|m|e|trimpath|cover|short|json|work|msan|asan|failfast|benchmem)$/;
const tools: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  [
    'go',
    {
      option: '-toolexec',
      subcommand: /^(?:build|test|vet|install|get|list|run|generate)$/,
      withValue: new RegExp(`^(?!${GO_FLAGS.source.slice(1)})--?[a-z]+$`),
    },
  ],
  ['tar', { option: '--to-command', withValue: /^(?:-[a-zA-Z]*[fCTXIbKLNgVFH]|--[a-z-]+)$/ }],
  ['split', { option: '--filter', withValue: /^(?:-[abClnt]|--[a-z-]+)$/ }],
]);

/** Checks arguments that could be an option which executes its value, as in `go build ${package}` and `tar -xf a.tar ${file}`. */
export function checkOptionPlaces(name: string, args: readonly Word[]): void {
  const tool = tools.get(name);
  const first = staticText(args[0]);
  if (tool === undefined || (tool.subcommand !== undefined && !tool.subcommand.test(first ?? ''))) return;
  const isRun = name === 'go' && first === 'run';
  for (const [at, word] of args.entries()) {
    const before = staticText(args[at - 1]) ?? '';
    // tar takes its first options without a dash
    const isValue = at > 0 && tool.withValue.test(name === 'tar' && at === 1 && !before.startsWith('-') ? `-${before}` : before);
    if (staticText(word) === '--') return;
    if (isValue) continue;
    if (leadOf(word) === '' && staticText(word) === undefined) refuse(valuesOf(word), hazardOf(name, tool.option));
    // what follows the program are its own arguments
    if (isRun && at > 0 && !leadOf(word).startsWith('-')) return;
  }
}

function hazardOf(name: string, option: string): Hazard {
  return {
    ...{ kind: 'evaluated', where: `a place where it could be the option ${option} of ${name}, which executes its value` },
    ...{ fix: 'write -- before it, or a folder such as ./', isProgram: true, isOption: true },
  };
}
