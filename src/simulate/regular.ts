import { CelError } from '../cel';
import { Unsimulated } from './unsimulated';

// what one letter after a backslash stands for in RE2, where JavaScript differs
const CLASSES: Readonly<Record<string, string>> = { s: '\\t\\n\\f\\r ', d: '0-9', w: '0-9A-Za-z_' };
const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const SYNTAX = /[\\^$.*+?()[\]{}|/]/;
const FLAGS = /^\(\?([imsU]*)\)/;

/**
 * A regular expression of Go (RE2) as one of JavaScript. @throws CelError when Go refuses it @throws Unsimulated for a flag in the middle
 * @see regexp/syntax
 */
function goRegExp(pattern: string): RegExp {
  const translator = new Translator(pattern);
  const source = translator.translated();
  try {
    return new RegExp(source, `gu${translator.flags}`);
  } catch {
    throw new CelError(`${pattern} is not a regular expression of Go`);
  }
}

class Translator {
  flags = '';
  private at = 0;

  constructor(private readonly pattern: string) {}

  translated(): string {
    this.leadingFlags();
    let made = '';
    while (this.at < this.pattern.length) made += this.piece();
    return made;
  }

  private leadingFlags(): void {
    const [whole = '', letters = ''] = FLAGS.exec(this.pattern) ?? [];
    this.at = whole.length;
    if (letters.includes('U')) throw new Unsimulated('the flag U of a regular expression is not simulated');
    this.flags = [...new Set(letters)].join('');
  }

  private take(length = 1): string {
    const taken = this.pattern.slice(this.at, this.at + length);
    this.at += length;
    return taken;
  }

  private piece(): string {
    const rest = this.pattern.slice(this.at);
    if (rest.startsWith('\\')) return this.escape(false);
    if (rest.startsWith('[')) return this.set();
    if (rest.startsWith('(?')) return this.group(rest);
    const sign = this.take(rest.codePointAt(0) !== undefined && (rest.codePointAt(0) as number) > 0xffff ? 2 : 1);
    if (sign === '.') return this.flags.includes('s') ? '[^]' : '[^\\n]';
    if (sign === '{' && !/^\{\d+(?:,\d*)?\}/.test(rest)) return '\\{';
    if (sign === '}' && !/\{\d+(?:,\d*)?$/.test(this.pattern.slice(0, this.at - 1))) return '\\}';
    return sign === ']' ? '\\]' : sign;
  }

  private group(rest: string): string {
    const [name, label = ''] = /^\(\?P?<([A-Za-z_]\w*)>/.exec(rest) ?? [];
    if (name !== undefined) {
      this.take(name.length);
      return `(?<${label}>`;
    }
    if (rest.startsWith('(?:')) return this.take(3);
    if (/^\(\?[-imsU]+[:)]/.test(rest)) throw new Unsimulated('a flag in the middle of a regular expression is not simulated');
    throw new CelError(`${this.pattern} is not a regular expression of Go: ${rest.slice(0, 3)} is not part of its syntax`);
  }

  /** `\pN`, `\Q…\E`, `\z` and others, in or outside of brackets. */
  private escape(isInSet: boolean): string {
    this.take();
    const sign = this.take();
    if (sign === 'Q') return this.literal();
    if (sign === 'p' || sign === 'P') return this.property(sign);
    if (/[sdw]/.test(sign)) return isInSet ? (CLASSES[sign] ?? '') : `[${CLASSES[sign]}]`;
    if (/[SDW]/.test(sign)) return isInSet ? this.negatedInSet(sign) : `[^${CLASSES[sign.toLowerCase()]}]`;
    if (!isInSet && (sign === 'A' || sign === 'z')) return sign === 'A' ? '(?<![^])' : '(?![^])';
    if (!isInSet && (sign === 'b' || sign === 'B')) return `\\${sign}`;
    if (sign === 'a') return '\\x07';
    if (/[fnrtv]/.test(sign)) return `\\${sign}`;
    if (sign === 'x') return this.hexadecimal();
    if (/[1-9]/.test(sign) || /[A-Za-z]/.test(sign) || sign === '')
      throw new CelError(`${this.pattern} is not a regular expression of Go: \\${sign} is not part of its syntax`);
    if (sign === '0') throw new Unsimulated('an octal escape of a regular expression is not simulated');
    return SYNTAX.test(sign) || (isInSet && sign === '-') ? `\\${sign}` : sign;
  }

  private negatedInSet(sign: string): string {
    if (sign === 'D') return '\\D';
    if (sign === 'W') return '\\W';
    return '\\x00-\\x08\\x0B\\x0E-\\x1F!-\\u{10FFFF}';
  }

  private literal(): string {
    const end = this.pattern.indexOf('\\E', this.at);
    const text = end < 0 ? this.pattern.slice(this.at) : this.pattern.slice(this.at, end);
    this.at = end < 0 ? this.pattern.length : end + 2;
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }

  private property(letter: string): string {
    if (this.pattern.charAt(this.at) !== '{') return `\\${letter}{${this.take()}}`;
    const end = this.pattern.indexOf('}', this.at);
    const name = this.take(end < 0 ? 1 : end - this.at + 1).slice(1, -1);
    return /^(?:[A-Z]|[A-Z][a-z])$/.test(name) ? `\\${letter}{${name}}` : `\\${letter}{Script=${name}}`;
  }

  private hexadecimal(): string {
    const [whole = '', braced, plain] = /^(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/.exec(this.pattern.slice(this.at)) ?? [];
    this.take(whole.length);
    return `\\u{${braced ?? plain ?? ''}}`;
  }

  private set(): string {
    let made = this.take();
    if (this.pattern.charAt(this.at) === '^') made += this.take();
    for (let isFirst = true; this.at < this.pattern.length; isFirst = false) {
      const posix = /^\[:(\^?)(\w+):\]/.exec(this.pattern.slice(this.at));
      if (posix !== null) {
        this.take(posix[0].length);
        if (posix[1] !== '') throw new Unsimulated('a negated class of POSIX in a regular expression is not simulated');
        made += POSIX[posix[2] ?? ''] ?? this.unknownClass(posix[0]);
      } else if (this.pattern.charAt(this.at) === '\\') made += this.escape(true);
      else {
        const sign = this.take();
        if (sign === ']' && !isFirst) return `${made}]`;
        made += /[[\]]/.test(sign) ? `\\${sign}` : sign;
      }
    }
    throw new CelError(`${this.pattern} is not a regular expression of Go: "[" has no "]"`);
  }

  private unknownClass(name: string): never {
    throw new CelError(`${this.pattern} is not a regular expression of Go: ${name} is not a class`);
  }
}

/** Whether the pattern matches anywhere in the text. */
export function goMatches(text: string, pattern: string): boolean {
  return goRegExp(pattern).test(text);
}

/** Replaces all matches as `regexp.ReplaceAllString` of Go does: no empty match directly after another one. */
export function goReplaceAll(text: string, pattern: string, replacement: string): string {
  let made = '';
  let end = 0;
  let last = -1;
  for (const match of text.matchAll(goRegExp(pattern))) {
    const { index = 0 } = match;
    if (match[0] === '' && index === last) continue;
    made += text.slice(end, index) + expanded(replacement, match);
    end = index + match[0].length;
    last = end;
  }
  return made + text.slice(end);
}

/** `$1`, `${name}` and `$$` in a replacement; what names no group becomes empty. */
function expanded(replacement: string, match: RegExpMatchArray): string {
  return replacement.replace(/\$(?:\$|\{(\w+)\}|([\p{L}\p{Nd}_]+))/gu, (whole, braced, plain) => {
    if (whole === '$$') return '$';
    const name = braced ?? plain;
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
  });
}
