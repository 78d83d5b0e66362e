import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { synthesise } from '../conformance/synthesise';
import { provideImages } from './images';
import { createNamespace, deleteNamespace, get, kubectl, pause } from './kubectl';
import { runToEnd } from './outcome';

const NAMESPACE = 'tekwire-e2e-values';

// what Tekton itself replaces, or fails the run for, is in docs/values.md
const values: readonly (readonly [string, string])[] = [
  ['quotes', `"it's" \`a\` \\"b\\" \\\\`],
  ['line ends', 'one\n\ntwo\r\n\tthree\n\n'],
  ['commands', '$(id) `id` ; id && id | id > id'],
  ['names of secrets', '$(TOKEN) $(LATER) $(api) ${TOKEN} $TOKEN'],
  ['what the kubelet reads', '$( $() $(x ) $ (TOKEN)'],
  ['unicode', 'Ü ŋ 漢字 🎉\u00a0\u2028'],
  ['blanks', '  a  b  '],
  ['an option', '-n'],
  ['nothing', ''],
  [
    '10 kB',
    Array.from({ length: 1000 }, (_, i) => `${i}$(TOKEN)"'`)
      .join('')
      .slice(0, 10_000),
  ],
];

describe('a value of a run', () => {
  beforeAll(async () => {
    const manifests = Object.values(synthesise(join(__dirname, 'programs/values.ts'))).join('\n---\n');
    await createNamespace(NAMESPACE);
    provideImages(manifests);
    await kubectl(['-n', NAMESPACE, 'create', 'secret', 'generic', 'api', '--from-literal=token=the secret itself']);
    await kubectl(['-n', NAMESPACE, 'apply', '-f', '-'], manifests);
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it.each(values)('arrives byte for byte in every position of a real pod: %s', async (_, value) => {
    expect(await measure(value)).toEqual({
      script: sumOf(value),
      text: sumOf(`$$ $(TOKEN) $${value}`),
      env: sumOf(`<${value}>`),
      mixed: sumOf(`the secret itself@${value}`),
      template: sumOf(value),
      args: sumOf(value),
      action: sumOf(value),
    });
  });

  it('loses one of two $, becomes the port of a Service that it names, and a name that Tekton replaces', async () => {
    expect(await measure('a$$b $(KUBERNETES_SERVICE_PORT)')).toMatchObject({ script: sumOf('a$b 443') });
    expect(await measure('$(context.taskRun.namespace)')).toMatchObject({ script: sumOf(NAMESPACE) });
  });

  it('fails a TaskRun when it references a param, and a PipelineRun when it references anything', async () => {
    expect(await measure('$(params.other)')).toMatch(/non-existent variable/);
    const ran = (value: string) => runToEnd(NAMESPACE, runOf('PipelineRun', value));

    expect((await ran('plain')).tasks.measure?.results).toMatchObject({ script: sumOf('plain') });
    expect((await ran('$(date)')).message).toMatch(/invalid variable reference "\$\(date\)"/);
  });
});

interface TaskRun {
  readonly status?: {
    readonly completionTime?: string;
    readonly conditions: readonly [{ readonly status: string; readonly message: string }];
    readonly results?: readonly { readonly name: string; readonly value: string }[];
  };
}

/** What the steps of a TaskRun say of the value, or why it failed. */
async function measure(value: string): Promise<unknown> {
  const made = await kubectl(['-n', NAMESPACE, 'create', '-f', '-', '-o', 'name'], runOf('TaskRun', value));
  for (let second = 0; second < 400; second++) {
    const { status } = await get<TaskRun>(NAMESPACE, made.trim());
    if (status?.completionTime !== undefined) {
      const [{ status: succeeded, message }] = status.conditions;
      return succeeded === 'True' ? Object.fromEntries((status.results ?? []).map(({ name, value: sum }) => [name, sum])) : message;
    }
    await pause(1000);
  }
  throw new Error(`${made} did not end`);
}

function runOf(kind: 'TaskRun' | 'PipelineRun', value: string): string {
  const ref = kind === 'TaskRun' ? { taskRef: { name: 'measure' } } : { pipelineRef: { name: 'values' } };
  return JSON.stringify({
    apiVersion: 'tekton.dev/v1',
    kind,
    metadata: { generateName: 'values-' },
    spec: { ...ref, params: [{ name: 'value', value }] },
  });
}

function sumOf(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
