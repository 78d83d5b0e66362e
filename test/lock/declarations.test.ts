import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryOf, printDeclarations, printLock } from '../../src/lock';

const digest = `sha256:${'0'.repeat(64)}`;
const lint = entryOf(
  'lint',
  {
    params: [
      { name: 'level', type: 'string', enum: ['low', 'high'] },
      { name: 'go.version', default: '1.25' },
      { name: 'flags', default: [] },
      { name: 'proxy', properties: { http: {}, https: {} } },
    ],
    results: [{ name: 'report' }, { name: 'count', type: 'object', properties: { 'all-of': {} } }],
    workspaces: [{ name: 'source' }, { name: 'cache', optional: true }],
    steps: [],
  },
  digest,
);
const bare = entryOf('bare', { steps: [] }, digest);

describe('the declarations beside a lock file', () => {
  it('say the names and types of all that is locked, and compile', () => {
    const declarations = printDeclarations({ 'https://tasks.acme.example/lint.yaml': lint, 'https://tasks.acme.example/bare.yaml': bare });

    expect(declarations).toBe(readFileSync(join(__dirname, '../types/accepted/tekwire.lock.d.ts'), 'utf8'));
  });

  it('of an empty lock file are a module, too', () => {
    expect(printDeclarations({})).toContain('\nexport {};\n\ndeclare global {\n  interface TekwireLock {\n  }\n}\n');
  });

  it('quote whatever a URL holds', () => {
    expect(printDeclarations({ "https://a.example/it's\\n": bare })).toContain("    'https://a.example/it\\'s\\\\n': {\n");
  });
});

describe('a lock file', () => {
  it('is the same whatever the order of its entries', () => {
    expect(printLock({ b: lint, a: bare })).toBe(printLock({ a: bare, b: lint }));
  });
});
