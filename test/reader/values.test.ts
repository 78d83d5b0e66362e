import { readYaml } from '../../src/reader';

/** The value of `a` in a document of one line or more. */
function valueOfA(text: string): unknown {
  const [object] = readYaml(text, 'file').objects;
  return (object?.document?.manifest as { readonly a?: unknown } | undefined)?.a;
}

function errorsIn(text: string): string[] {
  const reading = readYaml(text, 'file');
  return reading.objects.flatMap(({ readErrors }) =>
    readErrors.map(({ code, offset, message }) => {
      const { line, column } = reading.position(offset);
      return `${line}:${column} ${code} ${message}`;
    }),
  );
}

describe('a value without quotes has the same meaning as in Kubernetes', () => {
  it.each([
    ['yes', true],
    ['n', false],
    ['On', true],
    ['oN', 'oN'],
    ['~', null],
    ['', null],
    ['0755', 493],
    ['0o17', 15],
    ['08', 8],
    ['0x1F', 31],
    ['-0b11', -3],
    ['1_000', 1000],
    ['1.10', 1.1],
    ['1e3', 1000],
    ['.5', 0.5],
    ['12:30', '12:30'],
    ['2001-12-14', '2001-12-14'],
    ['1.2.3', '1.2.3'],
    ['18446744073709551616', 2 ** 64],
    ['0xFFFFFFFFFFFFFFFFF', '0xFFFFFFFFFFFFFFFFF'],
    ['1e999', '1e999'],
    ['"yes"', 'yes'],
    ["'1.10'", '1.10'],
    ['!!str 1.10', '1.10'],
    ['!!int "3"', 3],
    ['!!binary aGVsbG8=', 'hello'],
    ['!mine yes', 'yes'],
    ['=', '='],
  ])('a: %s', (source, expected) => {
    expect(valueOfA(`a: ${source}\n`)).toEqual(expected);
  });
});

describe('a key is a string', () => {
  it('even when it looks like another type', () => {
    const [object] = readYaml('{on: 1, 0755: 2, 1.10: 3, "x": 4}', 'file').objects;

    expect(object?.document?.manifest).toEqual({ true: 1, 493: 2, '1.1': 3, x: 4 });
  });

  it('named __proto__ is a key like any other', () => {
    const [object] = readYaml('{__proto__: {polluted: true}, constructor: {prototype: x}}', 'file').objects;

    expect(Object.keys(object?.document?.manifest ?? {})).toEqual(['__proto__', 'constructor']);
    expect({}).not.toHaveProperty('polluted');
  });

  it('is not null, a sequence or a mapping', () => {
    expect(errorsIn('~: x')).toEqual(['1:1 TW090 a key is empty or null; keys are strings']);
    expect(errorsIn('? [a]\n: x')).toEqual(['1:3 TW090 a key is an array or object; keys are strings']);
  });

  it('that is repeated is reported each time', () => {
    expect(errorsIn('a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n')).toEqual([
      '2:11 TW091 "c" is in the same object twice',
      '3:1 TW091 "a" is in the same object twice',
      '4:1 TW091 "a" is in the same object twice',
    ]);
  });
});

describe('anchors and aliases', () => {
  it('copy and merge', () => {
    expect(valueOfA('base: &base {x: 1}\na: [*base, {<<: *base, z: 2}]\n')).toEqual([{ x: 1 }, { x: 1, z: 2 }]);
  });

  it('do not merge an existing key, because strict readers refuse that', () => {
    expect(errorsIn('base: &base {x: 1}\na: {<<: *base, x: 2}\n')).toEqual(['2:16 TW091 "x" is in the same object twice']);
  });

  it('need a complete anchor before them', () => {
    expect(errorsIn('a: *b\n')).toEqual(['1:4 TW090 "*b" has no anchor before it']);
    expect(errorsIn('a: &a [*a]\n')).toEqual(['1:8 TW090 "*a" is inside the value that it refers to']);
  });

  it('may be numerous, as long as they do not multiply', () => {
    const many = `base: &base {x: 1}\na: [${Array.from({ length: 5000 }, () => '*base').join(', ')}]\n`;

    expect(errorsIn(many)).toEqual([]);
  });

  it('that multiply are refused', () => {
    const lists = Array.from(
      { length: 30 },
      (_, at) => `a${at + 1}: &a${at + 1} [${Array.from({ length: 9 }, () => `*a${at}`).join(', ')}]`,
    );

    expect(errorsIn(['a0: &a0 [x]', ...lists].join('\n'))).toEqual([
      expect.stringMatching(/^\d+:\d+ TW092 the aliases up to here copy more/),
    ]);
  });
});

describe('a text that is not YAML', () => {
  it.each([
    ['script: echo "a: b"', '1:9 TW090 an unquoted string contains ": "'],
    ['a: [1, 2\n', '2:1 TW090 flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['a: @x', '1:4 TW090 plain value cannot start with reserved character @'],
    ['a:\n\tb: c', '2:1 TW090 unexpected tab; YAML is indented by spaces'],
    ['a: b\n\t\nc: d', '2:1 TW090 unexpected tab; YAML is indented by spaces'],
    ['-\ta', '1:2 TW090 unexpected tab; YAML is indented by spaces'],
    ['a: \u0001', '1:4 TW090 the character U+0001 is not allowed in YAML; is this a text file?'],
    ['a: .inf', '1:4 TW090 ".inf" is not a number in JSON'],
    ['a: !!int x', '1:10 TW090 "x" is not a value of the tag "tag:yaml.org,2002:int"'],
    ['a: b\n--- c', '2:1 TW090 only a comment may follow "---" on the same line'],
    ['a: b\r---\rc: d', '2:1 TW090 kubectl ignores this document: its "---" is not between line feeds'],
    ['a: b\n...\nc: d', '3:1 TW090 kubectl ignores everything after "..."'],
    ['...\na: b', '1:1 TW090 "..." ends a document that has not begun'],
    ['a: &a.b 1', '1:4 TW090 the name of "&a.b" contains characters other than ASCII letters, digits, "_" and "-"'],
    ['a: |\n  \tb\n  c', '2:3 TW090 a tab in the indentation of a block of text'],
    ['a: >\n   \n  \tb\n', '3:3 TW090 a tab in the indentation of a block of text'],
    ['a: "b\\/c"', '1:6 TW090 "\\/" is not an escape of YAML 1.1'],
    ['a: "\\ud83d\\ude00"', '1:5 TW090 "\\ud83d" is half a character'],
    ["a: 'b''", '1:4 TW090 the quotes are not closed, or continue on a line that is not indented'],
    ['a: "b\nc"', '1:6 TW090 the quotes are not closed, or continue on a line that is not indented'],
    ['a: [b, :c]', '1:8 TW090 an unquoted string in brackets begins with ":"'],
    ['a: 1\nb\n  : 2', '3:3 TW090 a ":" is not on the same line as its key'],
    ['---\n\ufeffa: b', '2:1 TW090 a byte order mark in the middle of the file becomes part of the first key'],
    ['%YAML 1.1\n---\na: b', '1:1 TW090 "%" is outside a document'],
    ['a: b\r---\rc: d', '2:1 TW090 kubectl ignores this document: its "---" is not between line feeds'],
    ['%YAML 1.2\r---\ra: b', '1:1 TW090 kubectl reads YAML 1.1, not 1.2'],
    ['--- # c\ra: b', '1:1 TW090 only a comment may follow "---" on the same line'],
  ])('%j', (text, error) => {
    expect(errorsIn(text)[0]).toBe(error);
  });

  it.each([
    ['JSON, whose escapes are others', '{"a": "b\\/\\ud83d\\ude00"}', 'b/😀'],
    ['a block whose indentation is told before a tab', 'a: |2\n  \tb\n', '\tb\n'],
    ['a tab behind the indentation', 'a: |\n  b\n  \tc\n', 'b\n\tc\n'],
    ['an end, and no more', 'a: b\n...\n', 'b'],
    ['a key that begins with "?"', '? a\n: b\n', 'b'],
    ['quotes in quotes', "a: 'it''s'\n", "it's"],
    ['a merge by its tag', 'a: {!!merge <<: {b: 1}}\n', { b: 1 }],
    ['keys that are no numbers of JSON', 'a: {.inf: 1, -.inf: 2, .NaN: 3}\n', { '.inf': 1, '-.inf': 2, '.nan': 3 }],
    ['lines that end as on Windows', 'a: |\r\n  b\r\n  c\r\n', 'b\nc\n'],
    ['a byte order mark', '\ufeffa: b\n', 'b'],
    ['a byte order mark in quotes', 'a: "\ufeff"\n', '\ufeff'],
  ])('is not %s', (_, text, expected) => {
    expect(errorsIn(text)).toEqual([]);
    expect(valueOfA(text)).toEqual(expected);
  });

  it('is an empty List, which is not an object', () => {
    expect(readYaml('[]\n', 'file').objects).toHaveLength(1);
  });

  it('does not hide other documents of its file', () => {
    const { objects } = readYaml('a: 1\n---\na: [\n---\na: 3\n', 'file');

    expect(objects.map(({ document, readErrors }) => [document?.manifest, readErrors.length])).toEqual([
      [{ a: 1 }, 0],
      [undefined, 1],
      [{ a: 3 }, 0],
    ]);
  });
});
