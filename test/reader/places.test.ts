import { checkSources } from '../../src/check';
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
  const { documents } = checkSources([{ origin: 'file', text: yaml }]);
  return documents.flatMap(({ diagnostics }) => diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`));
}

function placeOf(yaml: string, field: FieldPath): string {
  const reading = readYaml(yaml, 'file');
  const places = reading.objects[0]?.locator;
  const spot = places?.find(field);
  const { line, column } = reading.position(places?.offsetOf(spot?.value) ?? 0);
  return `${line}:${column}`;
}

it('the location of a diagnostic is that of its value', () => {
  expect(found(text)).toContain('8:14 TW003');
});

it('the location of an unknown field is its name', () => {
  expect(found(text)).toContain('9:7 TW002');
});

it('the location of a missing field is its parent', () => {
  expect(found(text)).toContain('13:7 TW120');
  expect(found('apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec:\n  description: x\n')).toEqual(['4:1 TW101']);
});

it('the location of a document without kind and apiVersion is its start', () => {
  expect(found('# a\n---\n\nmetadata: {name: a}\n')).toEqual(['4:1 TW001', '4:1 TW001']);
});

it('the location of an item of a List is in the List', () => {
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

it('the location of an aliased value is its anchor', () => {
  const yaml = 'a: &x {deep: {er: 1}}\nb: *x\nc: {<<: *x}\n';

  expect(placeOf(yaml, ['b', 'deep', 'er'])).toBe('1:19');
  expect(placeOf(yaml, ['c', 'deep', 'er'])).toBe('1:19');
});

it('columns count like in editors, after a byte order mark and wide characters, too', () => {
  expect(placeOf('\ufeffa: 1', ['a'])).toBe('1:4');
  expect(placeOf('{"\u00e9\u4e2d": x, a: 1}', ['a'])).toBe('1:14');
});

describe('a value that YAML does not read as a string', () => {
  function fixes(yaml: string): (string | undefined)[] {
    const { documents } = checkSources([{ origin: 'file', text: yaml }]);
    return documents.flatMap(({ diagnostics }) => diagnostics.map(({ fix }) => fix));
  }
  const task = (step: string) => `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec: {steps: [{image: a, ${step}}]}\n`;

  it.each([
    ['name: y', 'put "y" in quotes; without them YAML reads true'],
    ['workingDir: 0755', 'put "0755" in quotes; without them YAML reads 493'],
    ['script: 1.10', 'put "1.10" in quotes; without them YAML reads 1.1'],
    ['script: 5', 'put "5" in quotes'],
  ])('%s', (step, fix) => {
    expect(fixes(task(step))).toContain(fix);
  });

  it('is found in an array of strings', () => {
    const yaml = task('script: x').replace('spec: {', 'spec: {params: [{name: a, default: [x, 1.10]}], ');
    const { documents } = checkSources([{ origin: 'file', text: yaml }]);

    expect(documents[0]?.diagnostics).toMatchObject([{ line: 4, column: 40, fix: 'put "1.10" in quotes; without them YAML reads 1.1' }]);
  });

  it('is reported when it is a key', () => {
    expect(fixes(task('on: push'))).toEqual(['put "on" in quotes; without them YAML reads true']);
  });
});
