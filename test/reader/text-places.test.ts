import { checkSources } from '../../src/check';
import type { ScriptComment } from '../../src/rules';

/** Says of every "HERE" in a script that it is there. */
function findHere(script: string): ScriptComment[] {
  return script.split('\n').flatMap((line, at) =>
    [...line.matchAll(/HERE/g)].map(({ index }) => ({
      code: 'SC1',
      message: 'here',
      line: at + 1,
      column: [...line.slice(0, index)].length + 1,
    })),
  );
}

function places(text: string): string[] {
  const { documents } = checkSources([{ origin: 'a.yaml', text }], { lint: ['TW580'], examineScripts: (scripts) => scripts.map(findHere) });
  return documents.flatMap(({ diagnostics }) => diagnostics.flatMap((one) => (one.code === 'TW580' ? [`${one.line}:${one.column}`] : [])));
}

/** Where the text itself holds the word. */
function expected(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line, at) => [...line.matchAll(/HERE/g)].map(({ index }) => `${at + 1}:${index + 1}`));
}

const task = (step: string) => `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: build}
spec:
  steps:
    - name: run
      image: alpine:3.22
${step}`;

it.each([
  ['a block', '      script: |\n        echo HERE\n\n          HERE HERE\n'],
  ['a block with a comment, a tag and an anchor', '      script: !!str &a |- # HERE is none\n        echo\n        HERE\n'],
  ['a block whose indentation is told', '      script: |2\n          echo HERE\n         HERE\n'],
  ['a block that begins with empty lines', '      script: |\n\n   \n        echo HERE\n'],
  ['a folded block', '      script: >\n        echo\n        HERE\n\n        echo HERE\n          HERE\n'],
  ['double quotes', '      script: "echo HERE; \\"\\u00e9\\x20\\" HERE\\n \\U0001F600 HERE\\\n         HERE"\n'],
  ['single quotes', "      script: 'echo ''HERE''\n\n        HERE'\n"],
  ['a text without quotes', '      script: echo HERE\n        HERE\n'],
  ['a text with wide characters', '      script: |\n        echo é𝄞😀 HERE\n'],
  ['a variable of Tekton before it', '      script: |\n        echo $(context.taskRun.name) HERE\n'],
  ['a script with a line of its own for the shell', '      script: |\n        #!/bin/bash\n        HERE\n'],
])('in %s the location of a script finding is its word', (_, step) => {
  const text = task(step).replace('# HERE is none', '# none');

  expect(expected(text).length).toBeGreaterThan(0);
  expect(places(text)).toEqual(expected(text));
  expect(places(text.replaceAll('\n', '\r\n'))).toEqual(expected(text));
});

it('the location in an aliased script is that of the anchor', () => {
  const text = task('      script: &s |\n        echo HERE\n    - {name: again, image: a:1, script: *s}\n');

  expect(places(text)).toEqual(['9:14', '9:14']);
});

it('locations in JSON and in the second document of a text', () => {
  const spec = { steps: [{ image: 'a:1', script: 'echo "é"\n\tHERE\n' }] };
  const json = JSON.stringify({ apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'other' }, spec });
  const text = `${task('      script: ls\n')}---\n${json}\n`;

  expect(places(text)).toEqual(expected(text));
});

it('variables of a trigger do not move locations to other lines', () => {
  const script = '              echo $(tt.params.a)\n              HERE\n';
  const text = `apiVersion: triggers.tekton.dev/v1beta1
kind: TriggerTemplate
metadata: {name: t}
spec:
  params: [{name: a}]
  resourcetemplates:
    - apiVersion: tekton.dev/v1
      kind: TaskRun
      metadata: {generateName: a-}
      spec:
        taskSpec:
          steps:
          - image: a:1
            script: |
${script}`;

  expect(places(text)).toEqual(expected(text));
});
