import { App, Chart } from 'cdk8s';
import * as tekwire from '../../src';
import * as tools from '../../src/catalogue';

// biome-ignore lint/suspicious/noExplicitAny: as a program has them that no compiler reads
const all = tekwire as any;
// biome-ignore lint/suspicious/noExplicitAny: as a program has them that no compiler reads
const catalogue = tools as any;
const { EmbeddedTask, Pipeline, PipelineRun, Policy, param, pinImages, sh, StepAction, Task, text } = all;

const image = 'busybox:1.37.0';
const run = { name: 'run', image, command: ['true'] };

function newApp(): { readonly app: App; readonly chart: Chart } {
  const app = new App();
  return { app, chart: new Chart(app, 'app') };
}

function messageOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
}

describe('an object that is no construct and has a mistake is made, and its mistake reported', () => {
  const hello = (chart: Chart, id = 'hello') =>
    new Task(chart, id, { params: { level: param.string({ default: '' }) }, steps: () => [run] });
  const withHello = (chart: Chart, act: () => unknown) => {
    hello(chart);
    act();
  };
  const added = (chart: Chart, task: unknown, more?: object) => new Pipeline(chart, 'ci').add(task, more);
  const running = (chart: Chart, pipeline: unknown) => new PipelineRun(chart, 'run', { pipeline });

  it.each<[string, (chart: Chart) => unknown, string]>([
    [
      'a lift',
      (chart) => added(chart, hello(chart), { params: { level: all.lift(5) } }),
      'app/ci TW288 hello params.level.lift: expected the name',
    ],
    [
      'a Task that is not locked',
      (chart) => added(chart, Task.fromUrl('https://a.example/lint.yaml')),
      'app/ci TW288 lint: .*tekwire.lock',
    ],
    [
      'a Pipeline that is not locked',
      (chart) => running(chart, Pipeline.fromUrl('https://a.example/ci.yaml')),
      'app/run TW288: .*tekwire.lock',
    ],
    [
      'a StepAction that is not locked',
      (chart) => {
        const tag = StepAction.fromUrl('https://a.example/tag.yaml');
        new Task(chart, 'build', {
          steps: () => {
            const tagged = tag.step('tag', { params: { a: 'b' } });
            return [tagged, { ...run, args: [tagged.results.any] }];
          },
        });
      },
      'app/build TW288 steps.tag: .*tekwire.lock',
    ],
    ['a file', (chart) => added(chart, Task.fromFile(chart, 'build', 'nope.yaml')), 'app/build TW288: nope.yaml: no such file'],
    ['a resolver', (chart) => added(chart, Task.fromResolver('git'), { name: 'lint' }), 'app/ci TW288 lint resolver: expected { git'],
    ['a resolver of a Pipeline', (chart) => running(chart, Pipeline.fromResolver('git')), 'app/run TW288 resolver: expected { git'],
    [
      'a reference with a scope',
      (chart) => added(chart, Task.fromCluster(chart, 'lint')),
      'app/ci TW288 unknown name: expected a string, as in Task.fromCluster',
    ],
    [
      'a Pipeline with a scope',
      (chart) => running(chart, Pipeline.fromCluster(chart, 'ci')),
      'app/run TW288 name: expected a string, as in Pipeline.fromCluster',
    ],
    ['an interface', (chart) => added(chart, Task.fromCluster('lint', null)), 'app/ci TW288 lint surface: expected an object'],
    ['a release', (chart) => added(chart, Task.fromHelm('lint')), 'app/ci TW288 unknown: "lint" is not a Task of a Helm release'],
    [
      'an account',
      (chart) => withHello(chart, () => Policy.of(chart).add(all.defaultServiceAccount({ nam: 'ci' }))),
      'app TW288 Policy.add "defaultServiceAccount" name: expected the name',
    ],
    [
      'labels to set',
      (chart) => withHello(chart, () => Policy.of(chart).add(all.setMetadata())),
      'app TW288 Policy.add "setMetadata": expected an object',
    ],
    [
      'a mirror',
      (chart) => withHello(chart, () => Policy.of(chart).add(all.mirrorImages({ busybox: '' }))),
      'app TW288 Policy.add "mirrorImages": "busybox" does not start',
    ],
    [
      'a digest',
      (chart) => withHello(chart, () => Policy.of(chart).add(pinImages({ 'a:1': 'b' }))),
      'app TW288 Policy.add "pinImages": the digest of "a:1"',
    ],
    [
      'a custom task',
      (chart) => added(chart, new all.CustomTask(chart, 'wait', { apiVersion: 'a/v1', kind: 'Wait' })),
      'app/ci TW288 unknown name: expected a string, as in new CustomTask',
    ],
    [
      'an embedded Task',
      (chart) => added(chart, new EmbeddedTask(chart, 'lint', {})),
      'app/ci TW288 unknown name: expected a string, as in new EmbeddedTask',
    ],
    [
      'an embedded Pipeline',
      (chart) => running(chart, new all.EmbeddedPipeline(chart, 'once')),
      'app/run TW288: expected an object of options, found "once"',
    ],
    [
      'a label',
      (chart) => new Task(chart, 'build', { metadata: { labels: { at: new Date(0) } }, steps: () => [run] }),
      'app/build TW288 metadata.labels.at: .*found a Date; write date.toISOString()',
    ],
    ['a label that is added', (chart) => hello(chart).metadata.addLabel('at', new Date(0)), 'app/hello TW288: .*an object of class "Date"'],
    [
      'labels in a list',
      (chart) => new Task(chart, 'build', { metadata: { labels: ['a'] }, steps: () => [run] }),
      'app/build TW288 metadata.labels: expected an object of strings, found an array',
    ],
    [
      'a class in an override',
      (chart) => new Task(chart, 'build', { overrides: { description: new App() }, steps: () => [run] }),
      'app/build TW288 description: .*of class "App"',
    ],
    [
      'a claim',
      (chart) => new PipelineRun(chart, 'run', { pipeline: full(chart), workspaces: { code: all.Workspace.claim({}) } }),
      'app/run TW288 workspaces.code.claim size: expected a Size',
    ],
    [
      'a condition',
      (chart) => added(chart, hello(chart), { when: [all.cel('a')] }),
      'app/ci TW288 hello when[0]: cel: called with "a" in parentheses',
    ],
    [
      'a text in a text',
      (chart) => added(chart, hello(chart), { params: { level: text`a${text('b')}` } }),
      'app/ci TW288 hello params.level: text: called',
    ],
    [
      'a script of a file',
      (chart) => new Task(chart, 'build', { steps: () => [{ name: 'run', image, script: all.script.file('nope.sh') }] }),
      'app/build TW288 steps.run.script: script.file: cannot read "nope.sh": no such file',
    ],
    [
      'words',
      (chart) => new Task(chart, 'build', { steps: () => [{ name: 'run', image, script: sh`echo ${all.words(5)}` }] }),
      'app/build TW288 steps.run.script: expected a param',
    ],
    [
      'options of a component',
      (chart) => new catalogue.Gosec(chart, 'gosec', 5),
      'app/gosec TW288: expected an object of options, found the number 5',
    ],
    [
      'one that nothing uses',
      (chart) => withHello(chart, () => Task.fromUrl('https://a.example/lint.yaml')),
      ' TW288: .*tekwire.lock does not exist',
    ],
  ])('%s', (_, write, start) => {
    const { app, chart } = newApp();
    write(chart);
    new Task(chart, 'other', { stepz: [], steps: () => [run] });

    const lines = messageOf(() => app.synth())
      .split('\n')
      .slice(1);
    const [own = '', ...others] = lines.filter((line) => !line.includes(' TW299 stepz'));

    expect(
      own
        .trim()
        .replace(/^\[(.*?)\] (?=TW)/, '$1 ')
        .replace(/^\[\] /, '')
        .trim(),
    ).toMatch(new RegExp(`^${literal(start)}`));
    expect(own).toMatch(/\(test\/synth\/stand-ins\.test\.ts:\d+:\d+\)$/);
    expect(others.filter((line) => !line.includes('TW288'))).toEqual([]);
    // it does not hide the mistake of another construct
    expect(lines.some((line) => line.includes('[app/other] TW299 stepz'))).toBe(true);
  });
});

/** The words as a pattern in which only `.*` means anything. */
function literal(words: string): string {
  return words
    .split('.*')
    .map((part) => part.replace(/[.+?^$()[\]|{}"\\]/g, '\\$&'))
    .join('.*')
    .trimStart();
}

function full(chart: Chart) {
  const ci = new Pipeline(chart, 'ci', { workspaces: { code: all.workspace() } });
  ci.add(new Task(chart, 'build', { workspaces: { code: all.workspace() }, steps: () => [run] }), {
    workspaces: { code: ci.workspaces.code },
  });
  return ci;
}
