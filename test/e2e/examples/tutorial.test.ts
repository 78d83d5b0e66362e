import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNamespace, deleteNamespace } from '../kubectl';
import { serveRepository } from '../repository';

const root = join(__dirname, '../../..');
// another one than that of the pages, because other tests use that
const NAMESPACE = 'tekwire-e2e-tutorial';
const SERVER = `${NAMESPACE}-git`;

/** Gives the manifests the storage class of the tests, and images that the test bed makes itself. */
function adaptation(): string {
  const storageClass = process.env.E2E_STORAGE_CLASS;
  const edits = [
    ...(process.env.TESTBED === undefined ? [] : ['text = text.replace(/@sha256:[0-9a-f]{64}/g, "");']),
    ...(storageClass === undefined
      ? []
      : [
          `text = text.replaceAll('"volumeClaimTemplate":{"spec":{', '$&"storageClassName":"${storageClass}",');`,
          `text = text.replace(/volumeClaimTemplate:\\n( +)spec:\\n/g, '$&$1  storageClassName: ${storageClass}\\n');`,
        ]),
  ];
  const file = join(mkdtempSync(join(tmpdir(), 'tekwire-adapt-')), 'adapt.js');
  const body = `let text = fs.readFileSync('dist/' + name, 'utf8'); ${edits.join(' ')} fs.writeFileSync('dist/' + name, text);`;
  writeFileSync(file, `const fs = require('node:fs');\nfor (const name of fs.readdirSync('dist')) { ${body} }\n`);
  return `node ${file}`;
}

function run(env: NodeJS.ProcessEnv): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['tools/check/tutorial.mjs'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

describe('the tutorial, typed from its first page to its last', () => {
  afterAll(async () => {
    await deleteNamespace(NAMESPACE);
    await deleteNamespace(SERVER);
  });

  it('works on a real cluster', async () => {
    await createNamespace(SERVER);
    const { url } = await serveRepository(SERVER, 'alpine/git:v2.49.1');
    const tools = mkdtempSync(join(tmpdir(), 'tekwire-tools-'));
    if (process.env.KUBECTL !== undefined)
      writeFileSync(join(tools, 'kubectl'), `#!/bin/sh\nexec ${process.env.KUBECTL} "$@"\n`, { mode: 0o755 });
    const words = {
      'https://github.com/acme/web': url,
      "namespace: 'security'": `namespace: '${NAMESPACE}'`,
      'namespace security': `namespace ${NAMESPACE}`,
      '-n security': `-n ${NAMESPACE}`,
    };
    const env = { ...process.env, PATH: `${tools}:${process.env.PATH}`, REPLACE: JSON.stringify(words), AFTER_SYNTH: adaptation() };

    expect(await run(env)).toEqual({ code: 0, output: expect.stringMatching(/^6 pages, \d+ commands typed\n$/) });
  });
});
