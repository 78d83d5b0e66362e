import type { Chart } from 'cdk8s';
import * as tekwire from '../../src';
import { newChart, problemsOf } from '../support/app';

/** What a program without a compiler may write; the library as such a program sees it. */
const {
  cel,
  CustomTask,
  param,
  Pipeline,
  PipelineRun,
  PipelineServiceAccount,
  Policy,
  setFeatures,
  sh,
  StepAction,
  Task,
  TaskRun,
  text,
  VerificationPolicy,
  Workspace,
  // biome-ignore lint/suspicious/noExplicitAny: no compiler reads such a program
} = tekwire as any;

const step = { name: 'run', image: 'busybox:1.37.0' };

/** What the synth says of the mistakes, as `path where: message`; or what the program is told at once where nothing can be built. */
function refusal(write: (chart: Chart) => void): string {
  const chart = newChart();
  try {
    write(chart);
  } catch (error) {
    return error instanceof TypeError ? `not told: ${error.message}` : (error as Error).message;
  }
  return problemsOf(chart).map(withoutCode).join('\n') || 'nothing';
}

/** `[app/build] TW288 steps: …`, or `[] app/build TW288 steps: …` of what is no object of Tekton, as `app/build steps: …`. */
function withoutCode(problem: string): string {
  return problem.replace(/^\[(.*?)\] (.*?) ?TW288 /, (_, path, scope) => `${path}${scope} `);
}

const task = (chart: Chart, props: object) => new Task(chart, 'build', { steps: () => [step], ...props });
const steps = (chart: Chart, one: unknown) => task(chart, { steps: () => [one] });
const pipeline = (chart: Chart, props?: object) => new Pipeline(chart, 'ci', props);
const full = (chart: Chart) => {
  const ci = pipeline(chart);
  ci.add(task(chart, {}));
  return ci;
};
const add = (chart: Chart, props: object) => pipeline(chart).add(task(chart, {}), props);

describe('an untyped program with a mistake gets an error with the location and the fix:', () => {
  it.each<[string, (chart: Chart) => void, string]>([
    [
      'a task in place of its result',
      (chart) => {
        const ci = pipeline(chart);
        const build = task(chart, { params: { level: param.string({ default: 'high' }) } });
        ci.add(build, { name: 'again', params: { level: ci.add(build) } });
      },
      'app/ci again params.level: expected a value, found task "build"; pass one of its results',
    ],
    [
      'a construct in place of a value',
      (chart) => add(chart, { params: { level: chart } }),
      'app/ci build params.level: expected a string, an array or object of strings, or a result of another task, found an object',
    ],
    [
      'a file without a path',
      (chart) => Task.fromFile(chart, 'build'),
      '[app/build] TW288: Task.fromFile: expected the path of a YAML file, found undefined',
    ],
    ['a file that is not there', (chart) => Task.fromFile(chart, 'build', 'nope.yaml'), '[app/build] TW288: nope.yaml: no such file'],
    [
      'steps in a list',
      (chart) => task(chart, { steps: [step] }),
      'app/build steps: expected a function that returns an array of steps, found an array; write steps: ({ params }) => [{ name, image, script }]',
    ],
    [
      'a function that returns nothing',
      (chart) => task(chart, { steps: () => undefined }),
      'app/build the return value of steps: expected an array of steps, found undefined',
    ],
    [
      'a Task without props',
      (chart) => new Task(chart, 'build'),
      'app/build props: expected a function that returns an array of steps, found undefined; write steps: ({ params }) => [{ name, image, script }]',
    ],
    [
      'a StepAction in place of its step',
      (chart) => steps(chart, new StepAction(chart, 'act', { container: () => ({ image: 'busybox:1.37.0' }) })),
      "app/build steps[0]: expected a step such as { name: 'build', image: 'busybox:1.37.0', ... }, or the result of step() of a StepAction, found an object",
    ],
    [
      'a script without its tag',
      (chart) => steps(chart, { ...step, script: 'echo hi' }),
      'app/build steps.run.script: expected a script, found "echo hi"; write a script tag before the text: sh`echo hello`',
    ],
    [
      'a param in a script that is not declared',
      (chart) => task(chart, { steps: (context: { params: { x: unknown } }) => [{ ...step, script: sh`echo ${context.params.x}` }] }),
      'app/build params.x: unknown param "x" (available: none)',
    ],
    [
      'the path of a result that is not declared',
      (chart) =>
        task(chart, {
          results: { digest: tekwire.result.string() },
          steps: (context: { results: { digits: { path: string } } }) => [{ ...step, args: [context.results.digits.path] }],
        }),
      'app/build results.digits: unknown result "digits" (available: digest); did you mean "digest"?',
    ],
    [
      'variables in a list',
      (chart) => steps(chart, { ...step, env: [{ name: 'A', value: 'b' }] }),
      "app/build steps.run.env: expected an object of variables by name, such as env: { LEVEL: 'high' }, found an array",
    ],
    [
      'a timeout in text',
      (chart) => steps(chart, { ...step, timeout: '5m' }),
      'app/build steps.run.timeout: expected a Duration of cdk8s, such as Duration.minutes(5), found "5m"',
    ],
    [
      'a condition outside a list',
      (chart) => steps(chart, { ...step, when: 'x' }),
      'app/build steps.run.when: expected an array of conditions, such as when: [params.os.in(\'linux\')], found "x"',
    ],
    [
      'a param that is a word',
      (chart) => task(chart, { params: { level: 'string' } }),
      'app/build params.level: expected declarations such as params: { name: param.string() }, or param.array(), param.object({ properties }), param.enum(values), found "string"',
    ],
    [
      'a workspace without its call',
      (chart) => task(chart, { workspaces: { source: tekwire.workspace } }),
      'app/build workspaces.source: expected declarations such as workspaces: { name: workspace() }, found a function',
    ],
    [
      'rbac without groups',
      (chart) => task(chart, { rbac: [{ resources: ['pods'], verbs: ['get'] }] }),
      "app/build rbac[0].apiGroups: expected an array of strings, found undefined; the API group of Pods, Secrets and ConfigMaps is ''",
    ],
    [
      'one volume outside a list',
      (chart) => task(chart, { volumes: { name: 'cache', emptyDir: {} } }),
      "app/build volumes: expected an array, such as volumes: [{ name: 'cache', emptyDir: {} }], found an object",
    ],
    [
      'a custom task of nothing',
      (chart) => pipeline(chart).add(new CustomTask('wait')),
      "app/ci wait props: expected an object such as { apiVersion: 'wait.example.com/v1', kind: 'Wait' }, found null",
    ],
    [
      'a Task by its name',
      (chart) => pipeline(chart).add('build'),
      'app/ci add: expected a Task, such as new Task(...) or Task.fromCluster(name), found "build"',
    ],
    [
      'what add returned, added again',
      (chart) => {
        const ci = pipeline(chart);
        ci.add(ci.add(task(chart, {})));
      },
      'app/ci add: expected a Task, found task "build", which has been added already; pass the Task itself, and another name',
    ],
    [
      'a task to wait for, by its name',
      (chart) => add(chart, { after: ['test'] }),
      'app/ci build after: expected an array of tasks that add returned, such as after: [built], found "test" at index 0',
    ],
    [
      'a workspace of the run in a task',
      (chart) => add(chart, { workspaces: { source: Workspace.emptyDir() } }),
      'app/ci build workspaces.source: expected a workspace of the pipeline, such as pipeline.workspaces.code, or of a task, such as cloned.workspaces.source, found an object',
    ],
    [
      'a matrix without params',
      (chart) => add(chart, { matrix: { os: ['linux'] } }),
      "[app/ci] TW299 build matrix.os: unknown option \"os\" (available: params, include)\napp/ci build matrix.params: expected an object such as matrix: { params: { os: ['linux', 'windows'] } }, found undefined",
    ],
    [
      'a workspace that is true',
      (chart) => pipeline(chart, { workspaces: { code: true } }),
      'app/ci workspaces.code: expected a Workspace, such as Workspace.emptyDir(), or workspace() if runs provide it, found true',
    ],
    [
      'a run of a Task',
      (chart) => new PipelineRun(chart, 'run', { pipeline: task(chart, {}) }),
      'app/run pipeline: expected a Pipeline, such as new Pipeline(...) or Pipeline.fromCluster(name), found an object',
    ],
    [
      'a time of a run in text',
      (chart) => new PipelineRun(chart, 'run', { pipeline: full(chart), timeouts: { tasks: '1h' } }),
      'app/run timeouts.tasks: expected a Duration of cdk8s, such as Duration.minutes(5), found "1h"',
    ],
    [
      'a TaskRun of a Pipeline',
      (chart) => new TaskRun(chart, 'run', { task: full(chart) }),
      'app/run task: expected a Task, such as new Task(...) or Task.fromCluster(name), found an object; for a pipeline use PipelineRun',
    ],
    [
      'an account without a pipeline',
      (chart) => new PipelineServiceAccount(chart, 'account', {}),
      'app/account pipeline: expected the Pipeline or EmbeddedPipeline whose runs use it, found undefined',
    ],
    [
      'keys in a list',
      (chart) => new VerificationPolicy(chart, 'signed', { resources: ['x'], authorities: [] }),
      "app/signed authorities: expected an object of keys by name, such as authorities: { acme: { secret: 'cosign-key' } }, found an array",
    ],
    [
      'a size in text',
      () => Workspace.claim({ size: '5Gi' }),
      ' claim size: expected a Size of cdk8s, such as Size.gibibytes(1), found "5Gi"',
    ],
    [
      'a feature that cannot be so',
      (chart) => setFeatures(chart, { apiFields: 'gamma' }),
      'app setFeatures.apiFields: unknown value "gamma"; expected one of: stable, beta, alpha',
    ],
    [
      'a tag in parentheses',
      () => sh('echo hi'),
      '[] TW288: expected a template, found "echo hi"; write it as a template tag: sh`echo hello`, or use script.of(text) for a string from another source',
    ],
    ['a text in parentheses', () => text('hi'), '[] TW288: text: called with "hi" in parentheses; write it as a template tag: text`...`'],
    ['a condition in parentheses', () => cel('a'), '[] TW288: cel: called with "a" in parentheses; write it as a template tag: cel`...`'],
    [
      'a text of a param that is not declared',
      (chart) => text`v${full(chart).params.version}`,
      'app/ci params.version: unknown param "version" (available: none)',
    ],
    [
      'keys of an object param with their types',
      (chart) => task(chart, { params: { proxy: param.object({ properties: { http: 'string' } }) } }),
      "app/build params.proxy.properties: expected an array of the names of its keys, such as properties: ['url'], found an object",
    ],
    [
      'a policy that is a word',
      (chart) => Policy.of(chart).add('quiet'),
      'app Policy.add: expected a function, or an object of functions such as { step: (step) => step }, found "quiet"',
    ],
    [
      'a policy of no part',
      (chart) =>
        Policy.of(chart).add(
          new (class {
            readonly name = 'quiet';
            readonly steps = () => [];
          })(),
        ),
      'app Policy.add "quiet": the policy has no function for a part of a manifest; unknown part "steps" (available: step, task, image, object, sidecar and 7 more); did you mean "step"?',
    ],
    [
      'an exception by its name',
      (chart) => Policy.of(chart).add({ step: (one: object) => one }, { except: ['clone'] }),
      'app Policy.add except: expected an array of constructs and tasks that add() returned, found "clone"',
    ],
  ])('%s', (_, write, message) => {
    expect(refusal(write)).toBe(message);
  });
});
