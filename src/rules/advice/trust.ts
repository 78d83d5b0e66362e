import { type FieldPath, quoted } from '../../diagnostics';
import type { Shell } from '../../shell';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ContainerView } from '../view/container-view';
import { items } from '../view/view';

/** Advice about connections that do not verify the server. */
export const lintTrustRules: readonly Rule[] = [
  {
    code: 'TW523',
    slug: 'disabled-verification',
    title: 'TLS or host key verification is switched off',
    why: 'an attacker on the network can read the credentials and change the download',
    source: 'RFC 9325 "Recommendations for Secure Use of TLS"; ssh_config(5) StrictHostKeyChecking',
    severity: 'warning',
    lint: 'usual',
    on: 'container',
    check: checkTrust,
  },
];

const FIX = 'provide the certificate or host key that the step should trust';

function checkTrust({ spec }: ContainerView, context: Context, report: Report): void {
  for (const { at, item } of items(spec.env)) {
    const { name = '', value = '' } = item;
    const found = tryFindVariable(name, value) ?? tryFindWord(value);
    if (found !== undefined) tell(report, ['env', at, 'value'], found);
  }
  for (const list of ['command', 'args'] as const) {
    const words = spec[list] ?? [];
    // a shell gets its script as one argument
    const at = words.findIndex((word) => tryFindOption(word) !== undefined);
    if (at >= 0) tell(report, [list, at], tryFindOption(words[at] ?? '') ?? '');
  }
  const found = spec.script && MAYBE.test(spec.script) ? context.memo.shell(spec.script) : undefined;
  const written = found && tryFindInScript(found);
  if (written !== undefined) tell(report, ['script'], written);
}

function tell(report: Report, field: FieldPath, written: string): void {
  report(field, `${quoted(written)} disables the verification of the server`, FIX);
}

// most scripts contain none of these, and need not be parsed
const MAYBE =
  /insecure|curl|tls-verify|no-check-certificate|sslverify|GIT_SSL_NO_VERIFY|StrictHostKeyChecking|TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY/i;

const offSwitches: ReadonlyMap<string, RegExp> = new Map([
  ['GIT_SSL_NO_VERIFY', /^(?:1|true|yes|on)$/i],
  ['NODE_TLS_REJECT_UNAUTHORIZED', /^0$/],
  ['PYTHONHTTPSVERIFY', /^0$/],
  ['GIT_SSL_VERIFY', /^false$/i],
]);

function tryFindVariable(name: string, value: string): string | undefined {
  return offSwitches.get(name)?.test(value) ? `${name}=${value}` : undefined;
}

const OPTION =
  /^--(?:insecure|insecure-skip-tls-verify|skip-tls-verify|skip-tls-verify-pull|no-check-certificate|allow-insecure-registry)(?:=true)?$|^--(?:src-|dest-)?tls-verify=false$/;

/** Finds an option that is a word of its own. */
function tryFindOption(word: string): string | undefined {
  return OPTION.test(word) ? word : tryFindWord(word);
}

// with its value, at any position
const WORD = /(?:^|[\s"'=])((?:http\.)?sslVerify[= ]["']?false|StrictHostKeyChecking[= ]["']?no)(?![\w-])/i;

function tryFindWord(text: string): string | undefined {
  return WORD.exec(text)?.[1];
}

function tryFindInScript({ text, commands }: Shell): string | undefined {
  for (const {
    words: [name = '', ...words],
  } of commands) {
    if (name === 'echo' || name === 'printf') continue;
    const option = words.find((word) => OPTION.test(word) || (name === 'curl' && CURL_K.test(word)));
    if (option !== undefined) return `${name} ${option}`;
  }
  for (const line of text.split('\n')) {
    if (/^\s*(?:echo|printf)\s/.test(line)) continue;
    const found = tryFindWord(line) ?? tryFindSetting(line);
    if (found !== undefined) return found;
  }
  return undefined;
}

// preceded by letters of options without a value
const CURL_K = /^-[fgijlLNOpqRsSvV0-46]{0,20}k[a-zA-Z]{0,20}$/;
const SETTING = /(?:^|[\s;&"'])(GIT_SSL_NO_VERIFY|NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY|GIT_SSL_VERIFY)=["']?(\w{1,8})/;

function tryFindSetting(line: string): string | undefined {
  const [, name, value] = SETTING.exec(line) ?? [];
  return name === undefined || value === undefined ? undefined : tryFindVariable(name, value);
}
