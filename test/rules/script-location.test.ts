import { checkSources } from '../../src/check';

/** `line:column code` of everything that is found. */
function found(script: string, more = ''): string[] {
  const lines = script.split('\n').map((line) => `        ${line}`);
  const text = `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec:${more}\n  steps:\n    - name: run\n      image: docker.io/library/busybox:1.37\n      script: |\n${lines.join('\n')}\n`;
  const { documents } = checkSources([{ origin: 'a.yaml', text }], { lint: true });
  return documents.flatMap(({ diagnostics }) => diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`));
}

describe('what is wrong in a script is shown at its line and column', () => {
  it('a variable, each of several', () => {
    expect(found('#!/bin/sh\nset -e\necho "$(context.task.nam)" > $(results.far.path)\ncat $(results.far.path)')).toEqual([
      expect.stringMatching(/^11:15 TW1/),
      expect.stringMatching(/^11:38 TW1/),
      expect.stringMatching(/^12:13 TW1/),
    ]);
  });

  it('advice on a command, at the command and not at a comment that names it', () => {
    expect(found('#!/bin/sh\nset -e\n# curl -k is not for us\necho hi\n  curl -k -o x https://x.example')).toEqual(['13:11 TW523']);
    expect(found('#!/bin/sh\nset -e\necho hi\ncurl https://x.example/i | sh')).toEqual([expect.stringMatching(/^12:9 TW522/)]);
  });

  it('also where a script is one of a Pipeline', () => {
    const text = `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: p}
spec:
  tasks:
    - name: a
      taskSpec:
        steps:
          - name: run
            image: docker.io/library/busybox:1.37
            script: |
              set -e
              echo "$(workspaces.nowhere.pat)"
`;
    const { documents } = checkSources([{ origin: 'p.yaml', text }]);

    expect(documents[0]?.diagnostics[0]).toMatchObject({ line: 13, column: 21 });
  });
});
