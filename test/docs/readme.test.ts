import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lift, Pipeline, PipelineRun, param, Task } from '../../src';
import { problemsOf } from '../../src/testing';
import { newChart } from '../support/app';

const root = join(__dirname, '../..');
const refused = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```text refused\n([^`]+)```/g)].map(([, block = '']) =>
  block.trim(),
);

describe('the error output in the README', () => {
  it('is the output of the compiler', () => {
    const folder = join(root, 'dist/readme');
    mkdirSync(folder, { recursive: true });
    const paths = { tekwire: ['../../src/index.ts'] };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: { paths }, include: ['main.ts'], exclude: [] }),
    );
    writeFileSync(
      join(folder, 'main.ts'),
      `import { App, Chart } from 'cdk8s';
import { Pipeline, param, result, sh, Task } from 'tekwire';

const chart = new Chart(new App(), 'ci');
const clone = new Task(chart, 'clone', {
  results: { commit: result.string() },
  steps: ({ results }) => [{ name: 'clone', image: 'alpine/git:v2.49.1', script: sh\`git rev-parse HEAD > \${results.commit.path}\` }],
});
const build = new Task(chart, 'build', {
  params: { commit: param.string() },
  steps: ({ params }) => [{ name: 'build', image: 'busybox:1.37.0', script: sh\`echo \${params.commit}\` }],
});

const ci = new Pipeline(chart, 'ci');
const cloned = ci.add(clone);
ci.add(build, { params: { commit: cloned.results.comit } });
`,
    );

    const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
      cwd: folder,
    });

    expect(stdout.trim().replace(/\(\d+,\d+\)/, '')).toBe(refused[0]?.replace(/\(\d+,\d+\)/, ''));
  });

  it('is the output of synth', () => {
    const chart = newChart('ci');
    const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
    const deploy = new Task(chart, 'deploy', { params: { url: param.string() }, steps: ({ params }) => [{ ...step, args: [params.url] }] });
    const ci = new Pipeline(chart, 'ci');
    ci.add(deploy, { params: { url: lift() }, retries: 2, onError: 'continue' });
    new PipelineRun(chart, 'nightly', { pipeline: ci, liftedParams: { ulr: 'https://acme.example' } });

    expect(problemsOf(chart)).toEqual(
      refused[1]
        ?.split('\n')
        .slice(1)
        // problemsOf leaves out where in the program it is
        .map((line) => line.trim().replace(/ \(main\.ts:\d+:\d+\)$/, '')),
    );
  });
});
