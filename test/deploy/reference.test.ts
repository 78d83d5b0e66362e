import { parseReference } from '../../src/deploy/reference';
import { fc } from '../support/random';

const problemOf = (text: string) => {
  try {
    parseReference(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a component reference', () => {
  it.each([
    ['./tasks/lint', { form: 'path', path: './tasks/lint' }],
    ['task.yaml', { form: 'path', path: 'task.yaml' }],
    ['C:\\tasks\\lint.yaml', { form: 'path', path: 'C:\\tasks\\lint.yaml' }],
    ['https://tasks.acme.example/lint.yaml', { form: 'url', url: 'https://tasks.acme.example/lint.yaml', digest: undefined }],
    ['helm://security-tasks/gosec', { form: 'helm', release: 'security-tasks', task: 'gosec' }],
    ['pkg:helm/security-tasks/gosec', { form: 'helm', release: 'security-tasks', task: 'gosec' }],
  ])('%s is a path, a URL or a Task of a Helm release', (text, parsed) => {
    expect(parseReference(text)).toEqual(parsed);
  });

  it('of a URL may name the digest of the file', () => {
    const digest = `sha256:${'0a'.repeat(32)}`;

    expect(parseReference(`https://tasks.acme.example/lint.yaml#${digest}`)).toMatchObject({ form: 'url', digest });
  });

  it.each([
    ['', 'expected a path, an https:// URL, helm://RELEASE/TASK or pkg:helm/RELEASE/TASK'],
    ['helm://security-tasks', 'expected helm://RELEASE/TASK'],
    ['helm://security-tasks/', 'expected helm://RELEASE/TASK'],
    ['helm:///gosec', 'expected helm://RELEASE/TASK'],
    ['pkg:helm/a/b/c', 'expected pkg:helm/RELEASE/TASK'],
    ['helm://Security/gosec', '"Security" cannot be the name of a release'],
    ['helm://security/go sec', '"go sec" cannot be the name of a Task'],
    ['helms://security/gosec', 'unknown scheme "helms" (available: helm, https, pkg); did you mean "helm"?'],
    ['pkg:npm/left-pad', 'unknown scheme "pkg"'],
    ['http://tasks.acme.example/lint.yaml', 'does not use https'],
    ['https://user:secret@tasks.acme.example/lint.yaml', 'the URL has a user name or password'],
    ['https://tasks.acme.example/lint.yaml?token=abc', 'the query has "token", which would be written to logs'],
    ['https://tasks.acme.example/lint.yaml#main', 'expected the digest of the file after "#"'],
  ])('"%s" is refused with what is expected', (text, problem) => {
    expect(problemOf(text)).toContain(problem);
    expect(problemOf(text)).not.toContain('user:secret');
  });

  it('of any other text is a path or refused by a message, never lost', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const problem = problemOf(text);
        if (problem === undefined) expect(parseReference(text)).toEqual({ form: 'path', path: text });
      }),
      { seed: 15 },
    );
  });
});
