/** Texts of about that many characters, each odd in its own way. */
export function texts(size: number): Readonly<Record<string, string>> {
  const repeat = (part: string) => part.repeat(Math.ceil(size / part.length));
  const count = (line: (at: number) => string, each: number) =>
    Array.from({ length: Math.ceil(size / each) }, (_, at) => line(at)).join('\n');
  const head = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec:\n';
  const pipeline = head.replace('Task', 'Pipeline');
  return {
    brackets: repeat('['),
    'closing brackets': repeat(']'),
    'empty brackets': repeat('[]'),
    dashes: repeat('- '),
    'dashes in lines': repeat('-\n'),
    'question marks': repeat('? '),
    colons: repeat('a: '),
    quotes: repeat('"'),
    'an open quote': `a: "${repeat('x\n ')}`,
    anchors: repeat('&a '),
    tags: repeat('!a '),
    'unknown aliases': repeat('- *b\n'),
    commas: `[${repeat(',')}`,
    documents: repeat('---\n'),
    'documents without an end': repeat('--- "\n'),
    directives: repeat('%A\n'),
    tabs: repeat('\t\n'),
    'line ends': repeat('\r'),
    comments: repeat('#\n'),
    zeros: repeat('\u0000'),
    digits: `a: ${repeat('9')}`,
    'a long text': `a: |\n${repeat(' x\n')}`,
    'a long key': `${repeat('x')}: a`,
    'wrong escapes': `"${repeat('\\x')}`,
    'deep indentation': Array.from({ length: Math.floor(Math.sqrt(2 * size)) }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    'dense JSON': `[${repeat('{"a":[1,2,{"b":null}]},')}0]`,
    'empty pairs': repeat(': \n'),
    merges: repeat('<<: x\n'),
    'chains of merges': `a0: &a0 {k0: v}\n${count((at) => `a${at + 1}: &a${at + 1} {<<: *a${at}, k${at + 1}: v}`, 36)}`,
    'chains of aliases': `a0: &a0 {}\n${count((at) => `a${at + 1}: &a${at + 1} {b: *a${at}}`, 28)}`,
    'unknown fields': `${head}${count((at) => `  k${at}: v`, 12)}`,
    'one key again and again': repeat('a: b\n'),
    'prototypes again and again': `${head}  ${repeat('__proto__: {a: b}\n  ')}`,
    'wrong labels': `apiVersion: tekton.dev/v1\nkind: Task\nmetadata:\n  labels:\n${count((at) => `    K${at}/_: -v`, 17)}`,
    'empty steps': `${head}  steps:\n${repeat('  - {}\n')}`,
    variables: `${head}  steps: [{image: a, script: "${repeat('$(params.x)')}"}]`,
    'open variables': `${head}  steps: [{image: a, script: "${repeat('$(a[')}"}]`,
    'a long variable': `${head}  steps: [{image: a, script: "$(${repeat('a.')})"}]`,
    'a wide pipeline': `${pipeline}  tasks:\n${count((at) => `  - {name: t${at}, taskRef: {name: x}}`, 38)}`,
    'unknown tasks': `${pipeline}  tasks:\n${count((at) => `  - {name: t${at}, runAfter: [u${at}], taskRef: {name: x}}`, 56)}`,
    'one task again and again': `${pipeline}  tasks:\n${repeat('  - {name: t, taskRef: {name: x}, runAfter: [t]}\n')}`,
    'objects again and again': repeat('apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec: {}\n---\n'),
    laughs: `a0: &a0 [x]\n${count((at) => `a${at + 1}: &a${at + 1} [${Array.from({ length: 9 }, () => `*a${at}`).join(',')}]`, 80)}`,
    'laughs in many documents': repeat(`---\n${head}  steps:\n  - &a {image: [a, b, c, d, e, f, g, h]}\n${'  - *a\n'.repeat(400)}`),
  };
}
