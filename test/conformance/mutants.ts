/** A change of one piece of code, as a mistake might make it. */
export interface Mutant {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const of = (file: string, ...changes: readonly (readonly [string, string])[]): Mutant[] =>
  changes.map(([from, to]) => ({ file, from, to }));

/** Mistakes in the code that places and quotes values, each of which a check must notice. */
export const mutants: readonly Mutant[] = [
  ...of(
    'src/script/shell.ts',
    ['bare: (name) => `"\\${${name}}"`', 'bare: (name) => `\\${${name}}`'],
    ['single: (name) => `\'"\\${${name}}"\'`', 'single: (name) => `\\${${name}}`'],
    ['ansi: (name) => `\'"\\${${name}}"$\'`', 'ansi: (name) => `\'"\\${${name}}"\'`'],
    ['bare: (name) => `\\n"', 'bare: (name) => `"'],
    ['double: (name) => `\\\\\\${', 'double: (name) => `\\${'],
    ['heredoc: (name) => `\\\\\\${', 'heredoc: (name) => `\\${'],
    ["ansi: (name) => `\\\\'", "ansi: (name) => `'"],
    ["!(isInteger && hazard.kind === 'evaluated')", '!isInteger'],
    ["!(isInteger && hazard.kind === 'evaluated')", 'false'],
    ['/[-+]/.test(before)', 'false'],
  ),
  ...of(
    'src/script/head.ts',
    ["'' | - |", ''],
    ['*[!0123456789-]* |', ''],
    ['?*-* |', ''],
    ['0?* |', ''],
    ['-0* |', ''],
    ['[!-]?????????', '[!-]??????????'],
    ['exit 1', 'true'],
  ),
  ...of('src/script/words.ts', ['set -f;', ''], ['set +f', ':'], ['"\\${${arrayName(name)}[@]}"', '\\${${arrayName(name)}[@]}']),
  ...of(
    'src/shell/word-reader.ts',
    ["source.startsWith('$((')", 'false'],
    ["source.startsWith('$(')", 'false'],
    ["source.startsWith('${')", 'false'],
    ["if (source.char === '`') return [this.backticks(surrounding === 'double')];", ''],
    ["case '\\\\':\n        return this.escape('bare');", ''],
    ["source.next === \"'\" && surrounding === 'bare'", 'false'],
    ['source.arithmetic = undefined;', ''],
    ['refuse(valuesIn(parts), arithmeticHazard(outer?.where ?? where));', ''],
    ['if (parts !== undefined) {', 'if (true) {'],
  ),
  ...of(
    'src/shell/parameter-reader.ts',
    ["this.operand('bare')", 'this.operand(surrounding)'],
    ["if (surrounding === 'heredoc')", 'if (false)'],
    ["if (source.char === '[') parts", 'if (false) parts'],
    ["return source.char === '\"'", 'return false'],
  ),
  ...of(
    'src/shell/heredocs.ts',
    ['if (!isLiteral)', 'if (true)'],
    ["isLiteral ||= quote !== '' || char === '\\\\'", 'isLiteral ||= false'],
    ["stripsTabs: operator === '<<-'", 'stripsTabs: false'],
    ['for (const one of announced)', 'for (const one of announced.slice(0, 1))'],
    ["if (char === quote) quote = '';", "if (false) quote = '';"],
  ),
  ...of('src/shell/backticks.ts', ['escaped.includes(text.charAt(at + 1))', 'false']),
  ...of('src/shell/source.ts', ['?? (isEscaped && this.depth > 0 ? ESCAPED : undefined)', '']),
  ...of('src/shell/lines.ts', ["else if (source.char === '#' && isWordStart(source)) this.readComment();", '']),
  ...of(
    'src/shell/script-reader.ts',
    ["source.next === '(' && this.words.tryArithmetic('((', '))', '(( ))') !== undefined", 'false'],
    ["if (end === 'item' && stages.isAtStart && this.lines.isWord('esac')) break;", ''],
    ['if (CLOSING.has(word)) stages.close(source.offset(source.at - 1));', ''],
    ['else stages.pipe();', 'else stages.end();'],
  ),
  ...of('src/shell/compound-reader.ts', ["if (source.char === '(') source.at++;", ''], ["=== '=~'", "=== '!='"]),
  ...of('src/shell/list-reader.ts', ["this.words.tryArithmetic('[', ']', 'a subscript', name)", 'undefined']),
  ...of('src/shell/stages.ts', ['command.redirects.push(...current.redirects)', 'command.redirects.push()']),
  ...of(
    'src/shell/words.ts',
    ["else if (part.kind === 'commands') found.push(...part.commands.flatMap(writtenBy));", "else if (part.kind === 'commands') continue;"],
    ['...command.feeds.flatMap(handedOn)', ''],
  ),
  ...of(
    'src/shell/hazards.ts',
    ['refuse(valuesOf(word), COMMAND);', ''],
    ['judgeAssignments(command.assignments, integers);', ''],
    ["if (flags.includes('i'))", 'if (false)'],
    ["if (flags.includes('A'))", 'if (false)'],
    ['judgeInner(args, command);', ''],
    ['at += 1 + inner;', 'return;'],
  ),
  ...of(
    'src/shell/followed.ts',
    ['isInFunction || place.at < at', 'place.at < at'],
    ['isInFunction || place.at < at', 'true'],
    ['|| checked.has(variable)', ''],
    ['seen.add(place.variable)', 'seen.add(name)'],
    ['if (variable !== undefined) return', 'if (false) return'],
    ['words.length === 0 || DECLARING', 'true || DECLARING'],
  ),
  ...of(
    'src/shell/interpreters.ts',
    ['if (isShell) this.isAwaited = true;', 'if (false) this.isAwaited = true;'],
    ["lead === '-' || attached", 'attached'],
  ),
  ...of(
    'src/shell/builtins.ts',
    ['if (COMPARISONS.has(text)) {', 'if (false) {'],
    ['else if (beginsWithValue(first)) refuse(valuesOf(first), FORMAT);', ''],
    ['first !== undefined && args.length === 2 && beginsWithValue(first)', 'false'],
    ['else if (isArray && !isList) refuse(values.flatMap(valuesOf), LIST);', ''],
  ),
];
