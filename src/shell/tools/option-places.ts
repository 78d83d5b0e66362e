import type { Hazard, Word } from '../syntax';
import { leadOf, refuse, staticText, valuesOf } from '../words';

/** A tool with an option whose value is executed, so that a whole argument may not be a value: it could be that option. */
interface Tool {
  /** The option, for messages. */
  readonly option: string;
  /** The first words with which it takes the option. @default - any */
  readonly subcommand?: RegExp;
  /** The options without one of which it is harmless. */
  readonly needs?: RegExp;
  /** The number of operands, with the subcommand, before those that are checked. @default 0 */
  readonly skipped?: number;
  /** Options that are followed by a value of their own. */
  readonly withValue: RegExp;
  /** Whether it accepts options only before its first operand. */
  readonly isFirst?: boolean;
  /** The number of operands without which the option has no effect. */
  readonly least?: number;
  /** @default - `--` before it */
  readonly fix?: string;
}

const GO_FLAGS = /^--?(?:v|x|race|a|n|i|u|m|e|trimpath|cover|short|json|work|msan|asan|failfast|benchmem)$/;
const CARGO_WITH_VALUE =
  /^(?:-[pFjZC]|--(?:package|bin|example|test|bench|features|jobs|profile|target|target-dir|manifest-path|color|message-format|config|exclude|lockfile-path|vers|version|git|branch|tag|rev|path|root|registry|index))$/;
const C_WITH_VALUE =
  /^(?:-[oILlDUxTuz]|-include|-isystem|-idirafter|-iquote|-M[FTQ]|-X(?:linker|assembler|preprocessor)|-arch|-target|-soname|-rpath|-e|-h|-m|-rpath-link)$/;
const FOLDER = 'write a folder such as ./ before it';
const EDITOR: Tool = { option: '+command', withValue: /^(?:-[cSTuUiwWstr]|--(?:cmd|servername|startuptime))$/ };
const HELM_WITH_VALUE =
  /^(?:-[nfo]|--(?:namespace|values|set|set-string|set-file|set-json|set-literal|version|output|timeout|repo|username|password|kube-\w[\w-]*|kubeconfig|description|name-template|api-versions|show-only|history-max|ca-file|cert-file|key-file|keyring|labels|post-renderer|post-renderer-args|output-dir|registry-config|repository-cache|repository-config|burst-limit|qps))$/;
const C_COMPILER: Tool = { option: '-B', withValue: C_WITH_VALUE, fix: FOLDER };

const tools: readonly (readonly [names: string, tool: Tool])[] = [
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
  ['vim vi view vimdiff nvim ex', EDITOR],
  ['ed red', { option: '!command', withValue: /^(?:-p|--prompt)$/, fix: FOLDER }],
  ['scp', { option: '-o', withValue: /^-[cDFiJloPSX]$/, isFirst: true }],
  ['sftp', { option: '-o', withValue: /^-[BbcDFiJloPRSsX]$/, isFirst: true }],
  ['rsync', { option: '-e', withValue: /^(?:-[efMBT@]|--(?!archive|verbose|delete|compress|recursive|stats|progress|checksum)[a-z-]+)$/ }],
  [
    'cargo',
    {
      option: '--config',
      subcommand: /^(?:b|build|c|check|t|test|r|run|bench|clippy|d|doc|fix|publish|package|rustc|rustdoc|install)$/,
      withValue: CARGO_WITH_VALUE,
    },
  ],
  [
    'npm',
    { option: '--script-shell', subcommand: /^(?:run|run-script|rum|urn)$/, skipped: 2, withValue: /^(?:-w|--(?:prefix|workspace))$/ },
  ],
  [
    'npm',
    {
      option: '--script-shell',
      subcommand: /^(?:t|tst|test|start|stop|restart|version|pack|publish)$/,
      withValue: /^(?:-[wm]|--(?:prefix|workspace|tag|registry|access|otp|message|preid|pack-destination))$/,
    },
  ],
  ['gcc g++ cc c++ cpp clang clang++', C_COMPILER],
  ['rustc', { ...C_COMPILER, option: '-Clinker', withValue: /^(?:-[LloCAWDFO]|--(?!test|version|help)[a-z-]+)$/ }],
  [
    'dpkg',
    {
      option: '--pre-invoke',
      needs: /^(?:-[irP]|--(?:install|unpack|remove|purge|configure))$/,
      withValue: /^--(?:root|admindir|instdir|status-fd|force)$/,
      fix: FOLDER,
    },
  ],
  [
    'apt apt-get',
    {
      option: '-o',
      subcommand: /^(?:install|reinstall|build-dep)$/,
      least: 3,
      withValue: /^(?:-[otc]|--(?:option|target-release|config-file))$/,
    },
  ],
  ['apt apt-get', { option: '-o', subcommand: /^(?:update|upgrade|dist-upgrade|full-upgrade)$/, withValue: /^-[otc]$/ }],
  [
    'install',
    {
      option: '--strip-program',
      needs: /^(?:-[a-zA-Z]*s|--strip$)/,
      withValue: /^(?:-[gmotS]|--(?:group|mode|owner|target-directory|suffix))$/,
    },
  ],
  ['helm', { option: '--post-renderer', subcommand: /^(?:install|upgrade|template)$/, withValue: HELM_WITH_VALUE }],
  ['ansible-playbook ansible', { option: '--extra-vars', withValue: /^(?:-[ilteuMfcTaBmPvb]|--[a-z-]+)$/ }],
  ['pip pip3', { option: '--python', subcommand: /^-/, withValue: /^--[a-z-]+$/ }],
];

const toolsByName: ReadonlyMap<string, readonly Tool[]> = tools.reduce((found, [names, tool]) => {
  for (const name of names.split(' ')) found.set(name, [...(found.get(name) ?? []), tool]);
  return found;
}, new Map<string, readonly Tool[]>());

/** Checks arguments that could be an option which executes its value, as in `go build ${package}` and `tar -xf a.tar ${file}`. */
export function checkOptionPlaces(name: string, args: readonly Word[]): void {
  for (const tool of toolsByName.get(name) ?? []) checkPlaces(name, tool, args);
  if (name === 'git') checkGitPlaces(args);
  if (name === 'sed' || name === 'gsed') checkSedPlaces(name, args);
}

function checkPlaces(name: string, tool: Tool, args: readonly Word[]): void {
  const texts = args.map((word) => staticText(word));
  const isValue = (at: number) => {
    const before = texts[at - 1] ?? '';
    // tar takes its first options without a dash
    return at > 0 && tool.withValue.test(name === 'tar' && at === 1 && !before.startsWith('-') ? `-${before}` : before);
  };
  const operands = args.flatMap((word, at) => (isValue(at) || leadOf(word).startsWith('-') ? [] : [at]));
  if (tool.subcommand !== undefined && !tool.subcommand.test(texts[operands[0] ?? 0] ?? '')) return;
  if (operands.length < (tool.least ?? 0)) return;
  if (tool.needs !== undefined && !texts.some((text) => text !== undefined && tool.needs?.test(text))) return;
  const from = operands[tool.skipped ?? 0] ?? args.length;
  const dashes = texts.indexOf('--');
  const runs = name === 'go' || name === 'cargo' ? /^r(?:un)?$/.test(texts[operands[0] ?? 0] ?? '') : tool.isFirst === true;
  // what follows the program are its own arguments
  const last = runs ? (operands[tool.isFirst === true ? 0 : 1] ?? args.length) : args.length;
  for (const at of operands)
    if (at >= from && at <= last && (dashes < 0 || at < dashes)) refuseWhole(args[at], name, tool.option, tool.fix);
}

const GREP_WITH_VALUE = /^(?:-[eABCmf]|--(?:threads|max-depth|max-count|after-context|before-context|context))$/;
const REBASE_WITH_VALUE = /^(?:-[sXxC]|--(?:onto|exec|strategy|strategy-option|whitespace))$/;

/** `git grep` opens what it finds with a program, `git rebase` executes commands, whatever the repository is. */
function checkGitPlaces(args: readonly Word[]): void {
  const texts = args.map((word) => staticText(word));
  const at = texts.findIndex((text, index) => text !== undefined && !text.startsWith('-') && !/^-[cC]$/.test(texts[index - 1] ?? ''));
  const subcommand = texts[at];
  if (subcommand !== 'grep' && subcommand !== 'rebase') return;
  const [withValue, option] = subcommand === 'grep' ? [GREP_WITH_VALUE, '-O'] : [REBASE_WITH_VALUE, '--exec'];
  for (let index = at + 1; index < args.length; index++) {
    const lead = leadOf(args[index] as Word);
    if (lead === '--') return;
    if (lead.startsWith('-')) {
      if (withValue.test(texts[index] ?? '')) index++;
      continue;
    }
    refuseWhole(args[index], `git ${subcommand}`, option);
    // behind the pattern git grep accepts only operands
    if (subcommand === 'grep') return;
  }
}

const SED_PROGRAM = /^(?:-[nErsuzi]*[ef]|--(?:expression|file)(?:=|$))/;
const SED_WITH_VALUE = /^(?:-[nErsuzi]*[efl]|--(?:expression|file|line-length))$/;

/** sed reads options behind its program, too; without another file it has no line on which a command of its could run. */
function checkSedPlaces(name: string, args: readonly Word[]): void {
  const texts = args.map((word) => staticText(word));
  const dashes = texts.indexOf('--');
  const operands = args.filter(
    (word, at) => !leadOf(word).startsWith('-') && !SED_WITH_VALUE.test(texts[at - 1] ?? '') && (dashes < 0 || at < dashes),
  );
  const files = args.some((word) => SED_PROGRAM.test(leadOf(word))) ? operands : operands.slice(1);
  if (files.length > 1) for (const word of files) refuseWhole(word, name, '-e');
}

function refuseWhole(word: Word | undefined, name: string, option: string, fix?: string): void {
  if (word !== undefined && leadOf(word) === '' && staticText(word) === undefined) refuse(valuesOf(word), hazardOf(name, option, fix));
}

function hazardOf(name: string, option: string, fix = 'write -- before it, or a folder such as ./'): Hazard {
  return {
    ...{ kind: 'evaluated', where: `a place where it could be the option ${option} of ${name}, which executes its value` },
    ...{ fix, isProgram: true, isOption: true },
  };
}
