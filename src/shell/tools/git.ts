import { codeHazard } from '../builtins';
import type { Word } from '../syntax';
import { beginsWithValue, leadOf, refuse, staticText, valuesOf } from '../words';

/** Settings whose value git executes, or with which it executes another one. */
const RUN =
  /^(?:!|(?:core\.(?:sshcommand|editor|pager|fsmonitor|hookspath|gitproxy|askpass|alternaterefscommand)|alias\.|pager\.|credential\.|diff\.(?:external|[^.=]+\.(?:command|textconv))|merge\.[^=]*driver|difftool\.|mergetool\.|browser\.|man\.|guitool\.|web\.browser|filter\.|sequence\.editor|sendemail\.|trailer\.|gpg\.|interactive\.difffilter|imap\.tunnel|include\.path|includeif\.|init\.templatedir|protocol\.|remote\.[^=]*(?:uploadpack|receivepack|vcs)|submodule\.[^=]*update|tar\.|uploadpack\.))/i;

const SETTING = codeHazard(
  'a setting of git that is executed as a command',
  'write the setting literally; choose between several with case',
);
const PROGRAM = codeHazard('an option of git that is executed as a command', 'write a literal; choose between several with case');
const FOREACH = codeHazard('the command of git submodule foreach');

/** By subcommand, options whose value is a program, or a folder or file from which git takes programs. */
const programs: ReadonlyMap<string | undefined, RegExp> = new Map([
  ['clone', /^(?:-u|--template)(?:=|$)/],
  ['init', /^--template(?:=|$)/],
  ['difftool', /^(?:-[xt]|--extcmd|--tool)(?:=|$)|^-[xt]/],
  ['mergetool', /^(?:-t|--tool)(?:=|$)|^-t/],
  ['grep', /^-[a-zA-Z]*O/],
  ['send-email', /^--(?:sendmail-cmd|smtp-server|to-cmd|cc-cmd|header-cmd)(?:=|$)/],
  ['daemon', /^--access-hook(?:=|$)/],
  ['instaweb', /^(?:-[bd]|--browser|--httpd)(?:=|$)/],
  ['web--browse', /^(?:-[bt]|--browser|--tool)(?:=|$)/],
]);

const WITH_VALUE = /^(?:-[cC]|--(?:git-dir|work-tree|namespace|super-prefix|config-env))$/;
/** What `git config` takes before the name of a setting. */
const CONFIG_WITH_VALUE = /^(?:-f|--file|--blob|--type|--default|--comment)$/;

/**
 * Checks the settings, options and commands of git that it executes.
 * @param checkCommand - checks the words of a command
 */
export function checkGit(args: readonly Word[], checkCommand: (words: readonly Word[]) => void): void {
  const texts = args.map((word) => staticText(word));
  const at = texts.findIndex((text, index) => text !== undefined && !text.startsWith('-') && !WITH_VALUE.test(texts[index - 1] ?? ''));
  const before = at < 0 ? args : args.slice(0, at);
  before.forEach((word, index) => {
    if (texts[index - 1] === '-c') refuseSetting(word);
    if (leadOf(word).startsWith('--exec-path=')) refuse(valuesOf(word), PROGRAM);
  });
  if (at < 0) return;
  const subcommand = texts[at];
  const rest = args.slice(at + 1);
  if (subcommand === 'config') checkConfig(rest);
  if (subcommand === 'clone')
    rest.forEach((word, index) => {
      if (/^(?:-c|--config)$/.test(staticText(rest[index - 1]) ?? '')) refuseSetting(word);
      else if (leadOf(word).startsWith('--config=')) refuse(valuesOf(word), SETTING);
    });
  const options = programs.get(subcommand);
  if (options !== undefined)
    rest.forEach((word, index) => {
      if (!options.test(leadOf(word))) return;
      refuse(valuesOf(word), PROGRAM);
      if (/^(?:-[a-z]|--[a-z-]+)$/.test(staticText(word) ?? '')) refuse(valuesOf(rest[index + 1]), PROGRAM);
    });
  if (subcommand === 'bisect' && texts.indexOf('run', at) > 0) checkCommand(args.slice(texts.indexOf('run', at) + 1));
  if (subcommand === 'submodule' && texts.indexOf('foreach', at) > 0)
    for (const word of args.slice(texts.indexOf('foreach', at) + 1)) refuse(valuesOf(word), FOREACH);
}

function refuseSetting(word: Word): void {
  if (RUN.test(leadOf(word)) || beginsWithValue(word)) refuse(valuesOf(word), SETTING);
}

/** The name of the setting, and the value behind it. */
function checkConfig(args: readonly Word[]): void {
  const operands = args.filter((word, at) => !leadOf(word).startsWith('-') && !CONFIG_WITH_VALUE.test(staticText(args[at - 1]) ?? ''));
  const [first, ...more] = /^(?:set|get|unset|list|edit|rename-section|remove-section)$/.test(staticText(operands[0]) ?? '')
    ? operands.slice(1)
    : operands;
  if (first === undefined) return;
  const isRead = args.some((word) => /^(?:--get(?:-\w+)*|--unset(?:-all)?|-l|--list)$/.test(staticText(word) ?? ''));
  const isSet = !isRead && (more.length > 0 || staticText(operands[0]) === 'set');
  if (isSet && beginsWithValue(first)) refuse(valuesOf(first), SETTING);
  if (isSet && RUN.test(leadOf(first))) for (const word of [first, ...more]) refuse(valuesOf(word), SETTING);
}
