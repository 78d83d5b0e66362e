import { judgeYaml } from '../../src/check';
import type { FieldPath } from '../../src/diagnostics';
import { readYaml } from '../../src/reader';

const text = `apiVersion: tekton.dev/v1
kind: Task
metadata:
  name: build
spec:
  steps:
    - name: run
      image: 0755
      imge: busybox
      script: |
        echo
    - &second
      name: other
  params: [{name: a, default: "1"}]
`;

/** Where the problems of a text stand, and their codes. */
function found(yaml: string): string[] {
  const { verdicts } = judgeYaml([{ origin: 'file', text: yaml }]);
  return verdicts.flatMap(({ diagnostics }) => diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`));
}

function placeOf(yaml: string, field: FieldPath): string {
  const reading = readYaml(yaml, 'file');
  const places = reading.objects[0]?.places;
  const spot = places?.find(field);
  const { line, column } = reading.position(places?.offsetOf(spot?.value) ?? 0);
  return `${line}:${column}`;
}

it('a problem is shown where its value stands', () => {
  expect(found(text)).toContain('8:14 TW003');
});

it('an unknown field is shown at its name', () => {
  expect(found(text)).toContain('9:7 TW002');
});

it('a missing field is shown at what it is missing in', () => {
  expect(found(text)).toContain('13:7 TW120');
  expect(found('apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec:\n  description: x\n')).toEqual(['4:1 TW101']);
});

it('a document without kind and apiVersion is shown where it begins', () => {
  expect(found('# a\n---\n\nmetadata: {name: a}\n')).toEqual(['4:1 TW001', '4:1 TW001']);
});

it('an item of a List is shown in the List', () => {
  const list = `apiVersion: v1
kind: List
items:
- apiVersion: tekton.dev/v1
  kind: Task
  metadata: {name: UPPER}
  spec: {steps: [{image: a}]}
`;

  expect(found(list)).toEqual(['6:20 TW004']);
});

it('what an alias names is shown where it is written', () => {
  const yaml = 'a: &x {deep: {er: 1}}\nb: *x\nc: {<<: *x}\n';

  expect(placeOf(yaml, ['b', 'deep', 'er'])).toBe('1:19');
  expect(placeOf(yaml, ['c', 'deep', 'er'])).toBe('1:19');
});

it('columns count as editors do, behind a byte order mark and wide characters too', () => {
  expect(placeOf('\ufeffa: 1', ['a'])).toBe('1:4');
  expect(placeOf('{"\u00e9\u4e2d": x, a: 1}', ['a'])).toBe('1:14');
});

describe('a value that YAML reads as something else than a text', () => {
  function fixes(yaml: string): (string | undefined)[] {
    const { verdicts } = judgeYaml([{ origin: 'file', text: yaml }]);
    return verdicts.flatMap(({ diagnostics }) => diagnostics.map(({ fix }) => fix));
  }
  const task = (step: string) => `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec: {steps: [{image: a, ${step}}]}\n`;

  it.each([
    ['name: y', 'write "y" in quotes; without them YAML reads true'],
    ['workingDir: 0755', 'write "0755" in quotes; without them YAML reads 493'],
    ['script: 1.10', 'write "1.10" in quotes; without them YAML reads 1.1'],
    ['script: 5', 'write "5" in quotes'],
  ])('%s', (step, fix) => {
    expect(fixes(task(step))).toContain(fix);
  });

  it('is found in a list of texts', () => {
    const yaml = task('script: x').replace('spec: {', 'spec: {params: [{name: a, default: [x, 1.10]}], ');
    const { verdicts } = judgeYaml([{ origin: 'file', text: yaml }]);

    expect(verdicts[0]?.diagnostics).toMatchObject([{ line: 4, column: 40, fix: 'write "1.10" in quotes; without them YAML reads 1.1' }]);
  });

  it('is named when it is a key', () => {
    expect(fixes(task('on: push'))).toEqual(['write "on" in quotes; without them YAML reads true']);
  });
});
