import { ruleError } from '../diagnostics';
import { isText, type Ref, type Text, tryFindTarget } from '../refs';
import type { ShellOptions } from './options';
import type { Script } from './script';
import { isShellValue, type ShellValue } from './value';
import { argumentsAsArray, splitIntoWords } from './words';

const SHEBANGS = { sh: '#!/bin/sh\n', bash: '#!/usr/bin/env bash\n' } as const;

/** The lines before the body of a script, and the names of the arrays in it. */
export interface Head {
  nameOf(value: Ref | Text | ShellValue): string;
  finish(): { readonly text: string; readonly list?: Ref; readonly takesArguments: boolean };
}

/** Makes the head of a script with its options; checks and arrays are added as values are named. */
export function headOf(
  language: 'sh' | 'bash',
  options: ShellOptions,
  values: Script['values'],
  nameVariable: (value: Ref | Text) => string,
): Head {
  const first = SHEBANGS[language] + settingsOf(language, options);
  if (!values.some(isShellValue)) return { nameOf: nameVariable as Head['nameOf'], finish: () => ({ text: first, takesArguments: false }) };
  return new ShellHead(first, language, nameVariable);
}

function settingsOf(language: 'sh' | 'bash', { errexit = true, nounset = true, pipefail = true }: ShellOptions): string {
  const letters = `${errexit ? 'e' : ''}${nounset ? 'u' : ''}`;
  if (language === 'bash' && pipefail) return `set -${letters}o pipefail\n`;
  return letters === '' ? '' : `set -${letters}\n`;
}

class ShellHead implements Head {
  private readonly lines = new Map<string, string>();
  private list: Ref | undefined;
  private hasWords = false;

  constructor(
    private readonly first: string,
    private readonly dialect: 'sh' | 'bash',
    private readonly nameVariable: (value: Ref | Text) => string,
  ) {}

  nameOf(value: Ref | Text | ShellValue): string {
    if (!isShellValue(value)) return this.nameVariable(value);
    if (value.as === 'words' && tryFindTarget(value.of)?.type === 'array') return this.nameList(value.of as Ref);
    const name = this.nameVariable(value.of);
    if (value.as === 'integer') this.lines.set(`integer ${name}`, integerCheck(name, value.of));
    else this.addWords(name);
    return name;
  }

  finish() {
    const text = this.first + [...this.lines.values()].join('');
    return {
      text,
      ...(this.list && { list: this.list }),
      takesArguments: this.list !== undefined || (this.dialect === 'sh' && this.hasWords),
    };
  }

  private addWords(name: string): void {
    const key = `words ${name}`;
    if (this.lines.has(key)) return;
    if (this.dialect === 'sh' && this.hasWords) throw ruleError('TW193', '', ...ONE);
    this.hasWords = true;
    this.lines.set(key, splitIntoWords(name, this.dialect));
  }

  private nameList(list: Ref): string {
    if (this.list !== undefined && String(this.list) !== String(list)) throw ruleError('TW193', '', ...ONE_LIST);
    if (this.dialect === 'sh' && this.hasWords && this.list === undefined) throw ruleError('TW193', '', ...ONE);
    this.list = list;
    this.hasWords = true;
    const name = labelOf(list)
      .replace(/^params\./, 'param.')

      .replace(/[^A-Za-z0-9]+/g, '_')
      .toUpperCase();
    if (this.dialect === 'bash') this.lines.set(`words ${name}`, argumentsAsArray(name));
    return name;
  }
}

const ONE = ['a script of sh can use the words of one value only, as its positional parameters', 'use the tag bash'] as const;
const ONE_LIST = [
  'a script can use one array param only, as the arguments of its step',
  'add a second step, or pass the other array as a string',
] as const;

/** Code that stops the script unless the variable holds an integer: without leading zeros, short enough for every shell. */
function integerCheck(name: string, value: Ref | Text): string {
  const bad = "'' | - | *[!0123456789-]* | ?*-* | 0?* | -0* | [!-]??????????????????* | -???????????????????*";
  const message = `${labelOf(value)} must be an integer of at most 18 digits without leading zeros, not \\"\${${name}}\\"`;
  return `case "\${${name}}" in ${bad}) printf '%s\\n' "${message}" >&2; exit 1 ;; esac\n`;
}

/** The name of the value in messages, without characters that a shell interprets. */
function labelOf(value: Ref | Text): string {
  const body = isText(value) ? 'the text' : (tryFindTarget(value)?.body ?? 'the value');
  return body.replace(/\['([^']*)'\]/g, '.$1').replace(/[^\w .-]/g, '_');
}
