import { codeHazard } from '../builtins';
import type { Word } from '../syntax';
import { leadOf, refuse, staticText, valuesOf } from '../words';

/** How a tool receives settings that it, or a later call of it, executes. */
interface Setter {
  /** The words before the settings. */
  readonly subcommand: RegExp;
  /** The names of settings with a value that is executed, before the value or with `=`. @default - any */
  readonly names?: RegExp;
  /** The option without which nothing is stored. */
  readonly option?: string;
}

const NPM: Setter = {
  subcommand: /^(?:config set|c set|set)$/,
  names: /^(?:script-shell|node-options|shell|git|editor|viewer|browser|init-module)/,
};

/** Commands that store a setting which a later call executes. */
const setters: readonly (readonly [tools: string, setter: Setter])[] = [
  ['npm pnpm', NPM],
  ['npm', { subcommand: /^pkg set$/, names: /^(?:scripts\.|bin)/ }],
  ['npm', { subcommand: /^set-script$/ }],
  ['composer', { subcommand: /^(?:config|global config)$/, names: /^scripts\./ }],
  [
    'go',
    { subcommand: /^env$/, option: '-w', names: /^(?:GOFLAGS|CC|CXX|AR|FC|PKG_CONFIG|CGO_\w+|GOROOT|GOTOOLDIR|GCCGO|GOVCS|GOGCCFLAGS)=/ },
  ],
  ['kubectl oc', { subcommand: /^config set-credentials$/, names: /^--exec-(?:command|arg)$|^--exec-(?:command|arg)=/ }],
  ['aws', { subcommand: /^configure set$/, names: /^(?:[\w.]+\.)?(?:credential_process|cli_pager|plugins\.)/ }],
  ['gh glab', { subcommand: /^alias set$/ }],
  ['gh', { subcommand: /^config set$/, names: /^(?:editor|pager|browser)/ }],
  ['yarn', { subcommand: /^config set$/, names: /^(?:yarnPath|plugins|script-shell|scriptShell)/ }],
  ['bundle', { subcommand: /^(?:config|config set)$/, names: /^(?:gemfile|shebang|path_relative)/ }],
  ['pip pip3', { subcommand: /^config set$/, names: /^(?:global\.)?python/ }],
];
const settersByTool = setters.reduce((found, [tools, setter]) => {
  for (const tool of tools.split(' ')) found.set(tool, [...(found.get(tool) ?? []), setter]);
  return found;
}, new Map<string, readonly Setter[]>());

/** Checks the settings that a command stores, such as `go env -w` and `npm config set`. */
export function checkSettings(name: string, args: readonly Word[]): void {
  const own = settersByTool.get(name);
  if (own === undefined || !args.some((word) => valuesOf(word).length > 0)) return;
  const operands = args.flatMap((word, at) => (leadOf(word).startsWith('-') ? [] : [at]));
  const words = operands.map((at) => staticText(args[at]) ?? '');
  const hazard = codeHazard(`a setting of ${name} that it executes later`, 'write the setting literally; choose between several with case');
  for (const { subcommand, names, option } of own) {
    if (option !== undefined && !args.some((word) => staticText(word) === option)) continue;
    const count = [1, 2].find((length) => subcommand.test(words.slice(0, length).join(' ')));
    if (count === undefined) continue;
    const from = (operands[count - 1] ?? 0) + 1;
    const isNameFirst = names === undefined || !names.source.startsWith('^--');
    args.slice(from).forEach((word, index) => {
      const before = staticText(args[from + index - 1]) ?? '';
      const isMeant = names === undefined || names.test(leadOf(word)) || (index > 0 && names.test(before));
      const isName = isNameFirst && leadOf(word) === '' && (index === 0 || before.startsWith('-'));
      if (isMeant || isName) refuse(valuesOf(word), hazard);
    });
  }
}
