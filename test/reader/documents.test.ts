import { readYaml } from '../../src/reader';

function manifestsIn(text: string): unknown[] {
  return readYaml(text, 'file').objects.map(({ document }) => document?.manifest);
}

describe('the documents of a text', () => {
  it('are the parts between --- lines, without empty ones', () => {
    expect(manifestsIn('# nothing but this\n---\na: 1\n--- # the second\na: 2\n---\n---\n{}\n---\n')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('do not exist in a text with only comments', () => {
    expect(manifestsIn('# a\n# b\n')).toEqual([]);
    expect(manifestsIn('')).toEqual([]);
  });

  it('of a List are its items, with consecutive numbers', () => {
    const text = 'apiVersion: v1\nkind: List\nitems:\n- {a: 1}\n- {a: 2}\n---\na: 3\n';

    expect(readYaml(text, 'file').objects.map(({ document }) => [document?.index, document?.manifest])).toEqual([
      [0, { a: 1 }],
      [1, { a: 2 }],
      [2, { a: 3 }],
    ]);
  });

  it.each([
    '{{- if .Values.tasks }}\na: 1\n{{- end }}\n',
    'a: {{ .Values.name }}\nb: [\n',
    'a:\n  {{- include "chart.labels" . | nindent 4 }}\n',
    '{{- range $name := .Values.names }}\na: 1\n{{ end }}\n',
    '{{/* of the chart */}}\na: 1\n',
  ])('are not read from a Helm template, which is reported once: %s', (text) => {
    expect(readYaml(text, 'file').objects.flatMap(({ readErrors }) => readErrors)).toEqual([
      {
        code: 'TW090',
        offset: text.indexOf('{{'),
        message: 'this file is a Helm template, which becomes YAML only when it is rendered',
        fix: 'check what Helm renders: helm template CHART | npx tekwire validate -',
      },
    ]);
  });

  it('can be JSON', () => {
    expect(manifestsIn('{\n\t"a": [1, true, null, "x\\u00e9"]\n}\n')).toEqual([{ a: [1, true, null, 'xé'] }]);
  });

  it.each([
    ['a byte order mark', '\ufeffa: 1\n'],
    ['line ends of Windows', 'a: 1\r\n'],
    ['line ends of old Macs', 'b: 2\ra: 1\r'],
    ['no line end', 'a: 1'],
  ])('are read with %s', (_, text) => {
    expect(manifestsIn(text)).toEqual([expect.objectContaining({ a: 1 })]);
  });
});
