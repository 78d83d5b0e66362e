import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { bash, EmbeddedTask, node, param, python, result, StepAction, script, sh, Task, workspace } from '../../src';
import { runStep, taskNamed } from '../../src/testing';
import { newChart } from '../support/app';

const image = 'busybox:1.37.0';

function build() {
  return new Task(newChart(), 'build', {
    params: {
      image: param.string(),
      tags: param.array({ default: ['latest'] }),
      labels: param.object({ properties: ['team'], default: { team: 'web' } }),
    },
    results: { digest: result.string(), files: result.array() },
    workspaces: { source: workspace(), cache: workspace({ optional: true }) },
    steps: ({ params, results, workspaces }) => [
      {
        name: 'build',
        image,
        workingDir: workspaces.source.path,
        env: { TOKEN: { valueFrom: { secretKeyRef: { name: 'registry', key: 'token' } } } },
        script: sh`
          echo "building ${params.image} for ${params.labels.team} with cache=${workspaces.cache.bound} as $TOKEN"
          printf %s "sha256:$(cat Dockerfile | wc -c)" > ${results.digest.path}
          printf '["%s"]' "$(ls)" > ${results.files.path}
          mkdir -p dist && echo made > dist/app
          echo wrong >&2
        `,
      },
      { name: 'tag', image, command: ['printf', '%s.'], args: [params.tags, 'end'] },
    ],
  });
}

const given = { params: { image: 'acme/web:1' }, workspaces: { source: { Dockerfile: 'FROM scratch\n' } }, env: { TOKEN: 's3cret' } };

describe('runStep', () => {
  it('runs the script with its params, results, workspaces and variables, and returns what it did', async () => {
    const outcome = await runStep(build(), 'build', given);

    expect(outcome).toMatchObject({
      exitCode: 0,
      stdout: 'building acme/web:1 for web with cache=false as s3cret\n',
      stderr: 'wrong\n',
      results: { digest: 'sha256:13', files: ['Dockerfile'] },
      files: { 'source/dist/app': 'made\n' },
    });
  });

  it('passes a value with quotes and spaces as one word, as the pod does', async () => {
    const { stdout } = await runStep(build(), 'build', { ...given, params: { image: `a'; echo "$TOKEN" #` } });

    expect(stdout).toContain(`building a'; echo "$TOKEN" # for web`);
  });

  it('runs a command, whose array param becomes several arguments', async () => {
    const { stdout } = await runStep(build(), 'tag', { params: { image: 'a', tags: ['1', '1.2'] } });

    expect(stdout).toBe('1.1.2.end.');
  });

  it('stops a script without a first line at the first command that fails, as Tekton does', async () => {
    const task = new Task(newChart(), 't', { steps: () => [{ name: 'run', image, script: script.of('echo one\nfalse\necho two\n') }] });

    expect(await runStep(task, 'run')).toMatchObject({ exitCode: 1, output: 'one\n' });
  });

  it.each([
    ['bash', bash`if [[ abc == a* ]]; then echo "${'bash'}"; fi`, 'bash\n'],
    ['python', python`print("python", 1 + 1)`, 'python 2\n'],
    ['node', node`console.log('node', process.version.length > 2)`, 'node true\n'],
  ])('runs %s with its own interpreter', async (_, text, expected) => {
    const task = new EmbeddedTask('t', { steps: () => [{ name: 'run', image, script: text }] });

    expect((await runStep(task, 'run')).output).toBe(expected);
  });

  it('binds an optional workspace only when it is given, and copies a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tekwire-cache-'));
    writeFileSync(join(folder, 'old'), 'kept');
    const outcome = await runStep(build(), 'build', { ...given, workspaces: { ...given.workspaces, cache: folder } });

    expect(outcome.stdout).toContain('cache=true');
    expect(readdirSync(folder)).toEqual(['old']);
  });

  it('has stand-ins for programs that are missing here, and only the variables of the step', async () => {
    process.env.OF_THIS_PROCESS = 'yes';
    const task = new Task(newChart(), 't', {
      steps: () => [{ name: 'run', image, script: sh`kubectl get pods; env | grep -c OF_THIS_PROCESS || true` }],
    });

    const { output } = await runStep(task, 'run', { commands: { kubectl: 'echo "called with $*"' } });

    expect(output).toBe('called with get pods\n0\n');
  });

  it('reads results and exit codes of other steps from the test', async () => {
    const task = new Task(newChart(), 't', {
      steps: () => [
        { name: 'first', image, results: { tag: result.string() }, script: script.of('exit 3'), onError: 'continue' },
        { name: 'second', image, command: ['echo'], args: ['$(steps.first.results.tag)'] },
        { name: 'third', image, command: ['cat'], args: ['$(steps.step-first.exitCode.path)'] },
      ],
    });

    expect((await runStep(task, 'second', { stepResults: { first: { tag: 'v1' } } })).output).toBe('v1\n');
    expect((await runStep(task, 'third', { exitCodes: { first: 3 } })).output).toBe('3');
    await expect(runStep(task, 'second')).rejects.toThrow(/reads the result "tag" of step "first".*pass stepResults/);
  });

  it('runs a StepAction of the same app with the values of the step', async () => {
    const chart = newChart();
    const tag = new StepAction(chart, 'tag', {
      params: { name: param.string() },
      results: { tag: result.string() },
      container: ({ params, results }) => ({ image, script: sh`echo ${params.name}; printf v1 > ${results.tag.path}` }),
    });
    const task = new Task(chart, 't', {
      params: { repo: param.string() },
      steps: ({ params }) => [tag.step('tag', { params: { name: params.repo } })],
    });

    expect(await runStep(task, 'tag', { params: { repo: 'web' } })).toMatchObject({ output: 'web\n', stepResults: { tag: 'v1' } });
  });

  it('takes the manifest of a Task, too, and stops a step that hangs', async () => {
    const task = new Task(newChart(), 't', {
      steps: () => [{ name: 'run', image, script: script.of('#!/bin/sh\nsleep 60 & sleep 60\n') }],
    });

    const outcome = await runStep(taskNamed(task, 't'), 'run', { timeoutMilliseconds: 200 });

    expect(outcome).toMatchObject({ exitCode: undefined, signal: 'SIGKILL' });
  });

  it.each<[string, Parameters<typeof runStep>[1], object, RegExp]>([
    ['an unknown step', 'biuld', given, /unknown step "biuld" of the Task \(available: build, tag\); did you mean "build"\?/],
    ['a missing param', 'build', {}, /param "image" is required and missing/],
    ['an unknown param', 'build', { params: { image: 'a', tag: 'b' } }, /unknown param "tag" .*did you mean "tags"\?/],
    ['a value of another type', 'build', { params: { image: ['a'] } }, /params.image: expected a value of type string, found array/],
    ['an unknown workspace', 'build', { ...given, workspaces: { sources: {} } }, /unknown workspace "sources" .*did you mean "source"\?/],
    ['a file outside of the folder', 'build', { ...given, files: { '../a': '' } }, /"\.\.\/a" is outside of the folder/],
    [
      'a secret that the test does not give',
      'build',
      { ...given, env: {} },
      /TOKEN of the step comes from the cluster; pass env: \{ TOKEN/,
    ],
    ['a folder that does not exist', 'build', { ...given, workspaces: { source: '/nowhere' } }, /the folder "\/nowhere" does not exist/],
  ])('refuses %s', async (_, step, props, message) => {
    await expect(runStep(build() as Task, step, props)).rejects.toThrow(message);
  });

  it('refuses a result that is not the declared JSON, an interpreter that is missing, and an entrypoint that is not here', async () => {
    const task = new Task(newChart(), 't', {
      results: { list: result.array() },
      steps: ({ results }) => [
        { name: 'list', image, script: sh`echo a,b > ${results.list.path}` },
        { name: 'odd', image, script: script.of('#!/usr/bin/env no-such-shell\ntrue\n') },
        { name: 'image', image },
      ],
    });

    await expect(runStep(task, 'list')).rejects.toThrow(
      'result "list" is declared as array, and the step wrote "a,b\\n"; write JSON, such as ["a","b"]',
    );
    await expect(runStep(task, 'odd')).rejects.toThrow('the interpreter "no-such-shell" of the step is not installed here');
    await expect(runStep(task, 'image')).rejects.toThrow('it runs the entrypoint of its image, which is not here');
  });

  it('gives the step a folder in the place of each empty volume that it mounts, and shows what is in it', async () => {
    const task = new Task(newChart(), 'scan', {
      params: { note: param.string() },
      volumes: [
        { name: 'scratch', emptyDir: {} },
        { name: 'tls', secret: { secretName: 'tls' } },
      ],
      steps: ({ params }) => [
        {
          name: 'scan',
          image,
          volumeMounts: [
            { name: 'scratch', mountPath: '/scratch' },
            { name: 'scratch', mountPath: '/scratch/cache', subPath: 'kept' },
          ],
          env: { REPORT: '/scratch/report.json' },
          args: ['/scratch/cache/a'],
          script: sh`
            printf %s ${params.note} > "$REPORT"
            echo b > "$1"
            cat '/scratch/report.json'
            echo /scratch-2 /etc/scratch /tls
          `,
        },
      ],
    });

    const { files, stdout } = await runStep(task, 'scan', { params: { note: '/scratch' } });

    expect(files).toEqual({ 'scratch/report.json': '/scratch', 'scratch/kept/a': 'b\n' });
    expect(stdout).toBe('/scratch/scratch-2 /etc/scratch /tls\n');
  });

  it('does not follow links, out of the workspace or in a circle', async () => {
    const task = new Task(newChart(), 'link', {
      workspaces: { source: workspace() },
      steps: ({ workspaces }) => [
        {
          name: 'link',
          image,
          workingDir: workspaces.source.path,
          script: sh`
            mkdir -p a/b && echo made > a/b/file
            ln -s .. a/b/up && ln -s ../.. a/b/top && ln -s / root && ln -s a/b/file link && ln -s missing broken
          `,
        },
      ],
    });
    const { exitCode, files } = await runStep(task, 'link');

    expect([exitCode, files]).toEqual([0, { 'source/a/b/file': 'made\n' }]);
  });

  it('has the variables of fields of the pod that Tekton sets, and asks for others', async () => {
    const field = (fieldPath: string) => ({ valueFrom: { fieldRef: { fieldPath } } });
    const steps = (fields: Record<string, string>) => () => {
      const env = Object.fromEntries(Object.entries(fields).map(([name, path]) => [name, field(path)]));
      return [{ name: 'show', image, env, script: sh`echo "$RUN $UID_OF_RUN $SPACE"` }];
    };
    const known = {
      RUN: "metadata.labels['tekton.dev/taskRun']",
      UID_OF_RUN: "metadata.labels['tekton.dev/pipelineRunUID']",
      SPACE: 'metadata.namespace',
    };

    const { stdout } = await runStep(new Task(newChart(), 'show', { steps: steps(known) }), 'show');

    expect(stdout).toBe('show-run 00000000-0000-4000-8000-000000000000 default\n');
    const other = new Task(newChart(), 'show', { steps: steps({ ...known, RUN: 'status.podIP' }) });
    await expect(runStep(other, 'show')).rejects.toThrow('the variable RUN of the step comes from the cluster');
  });

  it('leaves nothing behind', async () => {
    const task = new Task(newChart(), 'home', { steps: () => [{ name: 'home', image, script: sh`echo "$HOME"; touch "$HOME/file"` }] });
    const { stdout } = await runStep(task, 'home');
    const folder = dirname(stdout.trim());

    expect(basename(folder)).toMatch(/^tekwire-step-/);
    expect(existsSync(folder)).toBe(false);
  });
});
