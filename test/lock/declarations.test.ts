import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryOf, printDeclarations, printLock } from '../../src/lock';

const reference = { resolver: 'http', params: {} };
const digest = `sha256:${'0'.repeat(64)}`;
const lint = entryOf(
  { kind: 'Task', name: 'lint', digest, reference },
  {
    params: [
      { name: 'level', type: 'string', enum: ['low', 'high'] },
      { name: 'go.version', default: '1.25' },
      { name: 'flags', default: [] },
      { name: 'proxy', properties: { http: {}, https: {} } },
    ],
    results: [{ name: 'report' }, { name: 'count', type: 'object', properties: { 'all-of': {} } }],
    workspaces: [{ name: 'source' }, { name: 'cache', optional: true }],
  },
);
const bare = entryOf({ kind: 'Task', name: 'bare', digest, reference }, {});
const locked = (objects: Record<string, typeof bare>) => ({ objects, images: {} });
const clone = entryOf(
  { kind: 'StepAction', name: 'clone', digest, reference },
  { params: [{ name: 'url' }], results: [{ name: 'commit' }] },
);
const ci = entryOf({ kind: 'Pipeline', name: 'ci', digest, reference }, { params: [{ name: 'url' }], workspaces: [{ name: 'code' }] });

describe('the declarations beside a lock file', () => {
  it('contain the names and types of all locked objects, and compile', () => {
    const declarations = printDeclarations(
      locked({
        'https://tasks.acme.example/lint.yaml': lint,
        'https://tasks.acme.example/bare.yaml': bare,
        'git+https://git.acme.example/tasks.git//clone.yaml?ref=v1': clone,
        'bundle://registry.acme.example/ci:1//pipeline/ci': ci,
        'file:tasks/bare.yaml': bare,
        'file:tasks/lint.yaml': lint,
        'file:other/twice.yaml': bare,
        'file:tasks/twice.yaml': lint,
        'file:tasks/clone.yaml': clone,
        'file:ci.yaml': ci,
      }),
    );

    expect(declarations).toBe(readFileSync(join(__dirname, '../types/accepted/tekwire.lock.d.ts'), 'utf8'));
  });

  it('of an empty lock file are a module', () => {
    expect(printDeclarations(locked({}))).toContain('\nexport {};\n\ndeclare global {\n  interface TekwireLock {\n  }\n}\n');
  });

  it('quote any URL', () => {
    expect(printDeclarations(locked({ "https://a.example/it's\\n": bare }))).toContain("    'https://a.example/it\\'s\\\\n': {\n");
  });
});

describe('a lock file', () => {
  it('does not depend on the order of its entries', () => {
    expect(printLock(locked({ b: lint, a: bare }))).toBe(printLock(locked({ a: bare, b: lint })));
  });
});
