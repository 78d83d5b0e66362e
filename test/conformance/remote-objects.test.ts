import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Pipeline, Policy, pinImages, Task } from '../../src';
import { runAsync } from '../cli/run';
import { newChart, specOf } from '../support/app';

const LINT = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: lint}
spec:
  params: [{name: level}]
  steps: [{name: lint, image: 'lint:1', args: ["$(params.level)"]}]
`;
const RELEASE = `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: release}
spec:
  params: [{name: version}]
  tasks: [{name: publish, taskRef: {name: publish}, params: [{name: version, value: "$(params.version)"}]}]
`;

/** A registry of go-containerregistry, and Tekton's own bundle resolver. */
class Remote {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  constructor() {
    this.child = spawn(join(dirname(process.env.JUDGE ?? ''), 'remote'), { stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.child.stdout === null) throw new Error('the program has no output');
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async ask(question: unknown): Promise<Record<string, string>> {
    this.child.stdin?.write(`${JSON.stringify(question)}\n`);
    const { value } = await this.lines.next();
    return JSON.parse(value);
  }

  end(): void {
    this.child.stdin?.end();
  }
}

const file = join(mkdtempSync(join(tmpdir(), 'tekwire-remote-')), 'tekwire.lock');
const remote = new Remote();
let pushed: Record<string, string>;

beforeAll(async () => {
  pushed = await remote.ask([
    { kind: 'pipeline', name: 'release', apiVersion: 'v1', text: RELEASE },
    { kind: 'task', name: 'lint', apiVersion: 'v1', text: LINT },
  ]);
});
afterAll(() => remote.end());

describe('what is locked of a real registry', () => {
  it('is what Tekton fetches by the reference that is emitted', async () => {
    const image = `${pushed.host}/acme/tasks:1.0`;
    expect(await runAsync('lock', '--file', file, `bundle://${image}//task/lint`, `bundle://${image}//pipeline/release`)).toMatchObject({
      code: 0,
      err: [],
    });
    const task = Task.fromUrl(`bundle://${image}//task/lint`, { lock: file });
    const pipeline = Pipeline.fromUrl(`bundle://${image}//pipeline/release`, { lock: file });

    expect(task.taskRef.params?.[0]).toEqual({ name: 'bundle', value: `${image}@${pushed.bundle}` });
    expect(await remote.ask(task.taskRef.params)).toEqual({ data: LINT });
    expect(await remote.ask(pipeline.pipelineRef.params)).toEqual({ data: RELEASE });
  });

  it('is the digest of the index of an image for several platforms', async () => {
    const image = `${pushed.host}/acme/app:1`;
    expect(await runAsync('lock', '--file', file, `image://${image}`)).toMatchObject({ code: 0, err: [] });
    const chart = newChart();
    new Task(chart, 'app', { steps: () => [{ name: 'app', image, command: ['app'] }] });

    Policy.of(chart).add(pinImages(undefined, { lock: file }));

    expect(specOf(chart, 'Task', 'app').steps).toMatchObject([{ image: `${image}@${pushed.index}` }]);
    expect(readFileSync(file, 'utf8')).toContain(pushed.index);
  });
});
