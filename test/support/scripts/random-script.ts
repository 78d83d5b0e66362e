import { fc } from '../random';
import { hostile } from './hostile';

/** A shell that scripts are run in. */
export type Shell = 'bash' | 'dash' | 'busybox sh';

/** A word of a script with a value in it, `@@`, and what it must be when it arrives. */
interface WordCase {
  readonly text: string;
  readonly want: (value: string) => string;
}

/** A random script: pieces with a value between each two, the values, and the words that must arrive. */
export interface RandomScript {
  readonly pieces: readonly string[];
  /** Which value stands behind each piece but the last. */
  readonly order: readonly number[];
  readonly values: readonly string[];
  readonly words: readonly string[];
}

const word = (text: string, before = '', after = ''): WordCase => ({ text, want: (value) => before + value + after });

const words: readonly WordCase[] = [
  word('@@'),
  word('a@@b', 'a', 'b'),
  word('"@@"'),
  word('"a  @@ b"', 'a  ', ' b'),
  word(`'a  @@ "b'`, 'a  ', ' "b'),
  word(`a'@@'"b"`, 'a', 'b'),
  word(`"it's @@"`, "it's "),
  word(`'it'\\''s @@'`, "it's "),
  word('"\\"@@\\""', '"', '"'),
  word('\\"@@\\"', '"', '"'),
  word('x\\\\@@', 'x\\'),
  word('"x\\\\@@"', 'x\\'),
  word(`'x\\@@'`, 'x\\'),
  word('x\\@@', 'x'),
  word('"x\\@@"', 'x\\'),
  word('"${unset_:-@@}"'),
  word('${unset_:-@@}'),
  word('"${unset_:-a@@b}"', 'a', 'b'),
  word(`"\${unset_:-'@@'}"`, "'", "'"),
  word('"${unset_:-"@@"}"'),
  word('${unset_:-"a  @@"}', 'a  '),
  word('"${set_:+@@}"'),
  word('"${set_#set}@@"'),
  word('"$(cat <<EOF\n[@@]\nEOF\n)"', '[', ']'),
  word('"$(cat <<-EOF\n\t[@@]\n\tEOF\n)"', '[', ']'),
  word('"$(cat <<EOF\n"it\'s @@"\nEOF\n)"', '"it\'s ', '"'),
  word('"$(cat <<EOF\nx\\@@.\nEOF\n)"', 'x\\', '.'),
  word('"$(cat <<EOF\n${unset_:-@@}.\nEOF\n)"', '', '.'),
  word("\"$(cat <<A; cat <<'B'\n[@@\nA\n$( it's\nB\n)\"", '[', "\n$( it's"),
  word('"$(cat <<A <<B\nit\'s\nA\n[@@]\nB\n)"', '[', ']'),
  word('"$(x_=@@y; printf %s "${x_%y}"; printf .)"', '', '.'),
  { text: '"$(x_=@@y; printf %s "${x_#@@}"; printf .)"', want: () => 'y.' },
  { text: '"$(x_=y@@; printf %s ${x_%@@}; printf .)"', want: () => 'y.' },
];

const wordsOfBash: readonly WordCase[] = [
  word(`$'x\\@@'`, 'x\\'),
  word(`$'a@@'`, 'a'),
  word(`$'it\\'s @@\\n'`, "it's ", '\n'),
  word(`$'x\\\\@@'`, 'x\\'),
  word('"$(x_=a@@b; printf %s "${x_/#a/}"; printf .)"', '', 'b.'),
  word('"$(x_=_; printf %s "${x_/_/@@}"; printf .)"', '', '.'),
  word('"$(declare -A m_; m_[k]=@@; printf %s "${m_[k]}"; printf .)"', '', '.'),
];

/** A delimiter that the text does not hold: a here-document ends at the first line that is its delimiter, wherever that stands. */
function endFor(text: string): string {
  return `END${text.split('END').length}`;
}

/** What takes a word and gives another one; a dot behind it keeps line breaks at its end. */
type Wrap = (text: string) => string;
const wraps: readonly Wrap[] = [
  (text) => `"$(printf %s ${text}; printf .)"`,
  (text) => `"$(case x in x) printf %s ${text} ;; esac; printf .)"`,
  (text) => `"$(case x in (y) : ;; (x) printf %s ${text} ; esac; printf .)"`,
  (text) => `"$(cat <<${endFor(text)}\n$(printf %s ${text}; printf .)\n${endFor(text)}\n)"`,
  (text) => `"$(if true; then printf %s ${text}; fi; printf .)"`,
  (text) => `"$( (printf %s ${text}); printf .)"`,
  (text) => `"$({ printf %s ${text}; }; printf .)"`,
  (text) => `"$(for i_ in ${text}; do printf %s "$i_"; done; printf .)"`,
  (text) => `"$(f_() { printf %s "$1"; }; f_ ${text}; printf .)"`,
  (text) => `"$(sh -c 'printf %s "$1"' _ ${text}; printf .)"`,
  (text) => `"$(x_=${text}; printf %s "$x_"; printf .)"`,
  (text) => `"$(x_=${text} sh -c 'printf %s "$x_"'; printf .)"`,
  (text) => `"$(set -- a ${text}; printf %s "$2"; printf .)"`,
  (text) => `"$(case ${text} in ${text}) printf %s ${text} ;; *) printf wrong ;; esac; printf .)"`,
  (text) => `"$([ ${text} = ${text} ] && printf %s ${text}; printf .)"`,
  (text) => `"$(# it's\nprintf %s ${text} # "\nprintf .)"`,
];
const wrapsOfBash: readonly Wrap[] = [
  // bash 5.2 itself loses its way in an array with \\' in it, inside of two substitutions
  (text) => (text.includes("\\'") ? `"$(printf %s ${text}; printf .)"` : `"$(a_=(x ${text}); printf %s "\${a_[1]}"; printf .)"`),
  (text) => `"$([[ ${text} == ${text} && -z '' ]] && printf %s ${text}; printf .)"`,
  (text) => `"$(cat <(printf %s ${text}); printf .)"`,
  (text) => `"$(while IFS= read -r -d '' x_; do printf %s "$x_"; done < <(printf '%s\\0' ${text}); printf .)"`,
];
const backticks: Wrap = (text) => `"\`printf %s ${text}; printf .\`"`;

const noise: readonly string[] = [
  `# it's "`,
  `: "'" '"'`,
  `: \\' \\" \\\\`,
  'x_=$((1 << 2))',
  ': $(echo ")")',
  `: "$(echo "a)'")"`,
  'case a in (b) : ;; a|c) : ;; esac',
  `cat <<'E' >/dev/null\nit's "$(\nE`,
  `cat <<\\E >/dev/null\nit's "\nE`,
  `cat <<E"O"F >/dev/null\nit's "\nEOF`,
  `cat <<-E >/dev/null\n\tit's "\n\tE`,
  `: \${x_:-"'"} \${x_#'"'}`,
  `: $# \${#} \${#x_} $? "$*"`,
  'if true; then :; else :; fi',
  `: \`echo "'"\` "\`echo it\\\\'s\`"`,
  ': a\\\n  b # c',
  `: $(case a in a) echo ";;" ;; esac)`,
  `: $( (echo a) ) $((1+(2)))`,
  `: a#b '#' "#"`,
];
const noiseOfBash: readonly string[] = [
  '(( x_ = 1 << 2 ))',
  'for ((i_ = 0; i_ < 1 << 1; i_++)); do :; done',
  '[[ a =~ ^(a|b)$ ]]',
  '[[ a < b || ( a > b ) ]]',
  `a_=([0]="'" y)`,
  `: $'it\\'s "'`,
  `cat <<< "'" >/dev/null`,
  ': {1..3} $((16#ff)) $[1 << 2]',
  `((echo a); echo "b'") >/dev/null`,
  `: $((echo a); echo "b'") "$( (echo a); echo "'")"`,
  `: "\${x_:-"}'"}"`,
  "x_=abc; : ${x_:1:1} ${x_//a/'\"'} ${x_^^}",
  `: <(echo "'")`,
];

const HEAD = 'set_=set; x_=x\nshow() { printf %s "$#"; for a_ in "$@"; do printf \'\\0%s\' "$a_"; done; }\n';

/** Scripts around hostile values, for the tag of the shell. */
export function randomScript(shell: Shell): fc.Arbitrary<RandomScript> {
  const isBash = shell === 'bash';
  const start = fc.constantFrom(...words, ...(isBash ? wordsOfBash : []));
  const wrap = fc.constantFrom(...wraps, ...(isBash ? wrapsOfBash : []));
  const one = fc
    .record({ start, around: fc.array(wrap, { maxLength: 3 }), isTicked: fc.boolean() })
    .map(({ start: base, around, isTicked }) => {
      // between backticks, backslashes and quotes are others
      const canTick = isTicked && !/[\\`'"]/.test(base.text);
      const first = canTick ? { text: backticks(base.text), dots: 1 } : { text: base.text, dots: 0 };
      const text = around.reduce((inner, wrapped) => wrapped(inner), first.text);
      const dots = '.'.repeat(first.dots + around.length);
      return { text, want: (value: string) => base.want(value) + dots };
    });
  const lines = fc.array(fc.constantFrom(...noise, ...(isBash ? noiseOfBash : [])), { maxLength: 3 });
  return fc.record({ lines, shown: fc.array(fc.tuple(one, hostile), { minLength: 1, maxLength: 2 }) }).map(({ lines: before, shown }) => {
    const text = `${HEAD}${before.map((line) => `${line}\n`).join('')}show${shown.map(([{ text: part }]) => ` ${part}`).join('')}\n`;
    const order = shown.flatMap(([{ text: part }], at) =>
      part
        .split('@@')
        .slice(1)
        .map(() => at),
    );
    return {
      pieces: text.split('@@'),
      order,
      values: shown.map(([, value]) => value),
      words: shown.map(([{ want }, value]) => want(value)),
    };
  });
}

/** What the script writes when every value arrives as it is. */
export function outputOf({ words: arrived }: RandomScript): string {
  return [String(arrived.length), ...arrived].join('\0');
}
