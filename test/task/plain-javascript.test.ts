import type { Chart } from 'cdk8s';
import * as tekwire from '../../src';
import { newChart } from '../support/app';

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

function refusal(write: (chart: Chart) => void): string {
  try {
    write(newChart());
  } catch (error) {
    return error instanceof TypeError ? `not told: ${error.message}` : (error as Error).message;
  }
  return 'nothing';
}

const task = (chart: Chart, props: object) => new Task(chart, 'build', { steps: () => [step], ...props });
const steps = (chart: Chart, one: unknown) => task(chart, { steps: () => [one] });
const pipeline = (chart: Chart, props?: object) => new Pipeline(chart, 'ci', props);
const add = (chart: Chart, props: object) => pipeline(chart).add(task(chart, {}), props);

describe('a mistake that a compiler would find is told with its place and what to write, of', () => {
  it.each<[string, (chart: Chart) => void, string]>([
    [
      'a task in place of its result',
      (chart) => {
        const ci = pipeline(chart);
        const build = task(chart, { params: { level: param.string({ default: 'high' }) } });
        ci.add(build, { name: 'again', params: { level: ci.add(build) } });
      },
      'app/ci again params.level: an object is given; it is task "build"; give one of its results',
    ],
    [
      'a construct in place of a value',
      (chart) => add(chart, { params: { level: chart } }),
      'app/ci build params.level: an object is given; write a text, a list or object of such, or a result of another task',
    ],
    ['a file without a path', (chart) => Task.fromFile(chart, 'build'), 'undefined is given; Task.fromFile wants the path of a YAML file'],
    ['a file that is not there', (chart) => Task.fromFile(chart, 'build', 'nope.yaml'), 'nope.yaml: there is no such file'],
    [
      'steps in a list',
      (chart) => task(chart, { steps: [step] }),
      'app/build steps: a list is given; write a function that returns the list of steps, as steps: ({ params }) => [{ name, image, script }]',
    ],
    [
      'a function that returns nothing',
      (chart) => task(chart, { steps: () => undefined }),
      'app/build what steps returns: undefined is given; return a list of steps',
    ],
    [
      'a Task without props',
      (chart) => new Task(chart, 'build'),
      'app/build props: undefined is given; write a function that returns the list of steps, as steps: ({ params }) => [{ name, image, script }]',
    ],
    [
      'a StepAction in place of its step',
      (chart) => steps(chart, new StepAction(chart, 'act', { container: () => ({ image: 'busybox:1.37.0' }) })),
      "app/build steps[0]: an object is given; write { name: 'build', image: 'busybox:1.37.0', ... }, or what step() of a StepAction gives",
    ],
    [
      'a script without its tag',
      (chart) => steps(chart, { ...step, script: 'echo hi' }),
      'app/build steps.run.script: "echo hi" is given; write a script tag before the text: sh`echo hello`',
    ],
    [
      'a param in a script that is not declared',
      (chart) => task(chart, { steps: (context: { params: { x: unknown } }) => [{ ...step, script: sh`echo ${context.params.x}` }] }),
      'app/build steps.run.script: undefined is given; write a text, a number, a declared param, or the path of a declared result or workspace',
    ],
    [
      'the path of a result that is not declared',
      (chart) =>
        task(chart, {
          results: { digest: tekwire.result.string() },
          steps: (context: { results: { digits: { path: string } } }) => [{ ...step, args: [context.results.digits.path] }],
        }),
      "app/build steps: Cannot read properties of undefined (reading 'path'); the Task declares params: none; results: digest; workspaces: none",
    ],
    [
      'variables in a list',
      (chart) => steps(chart, { ...step, env: [{ name: 'A', value: 'b' }] }),
      "app/build steps.run.env: a list is given; write the variables by name, as env: { LEVEL: 'high' }",
    ],
    [
      'a timeout in text',
      (chart) => steps(chart, { ...step, timeout: '5m' }),
      'app/build steps.run.timeout: "5m" is given; write a Duration of cdk8s, as Duration.minutes(5)',
    ],
    [
      'a condition outside a list',
      (chart) => steps(chart, { ...step, when: 'x' }),
      'app/build steps.run.when: "x" is given; write a list of conditions, as when: [params.os.in(\'linux\')]',
    ],
    [
      'a param that is a word',
      (chart) => task(chart, { params: { level: 'string' } }),
      'app/build params.level: "string" is given; write params: { name: param.string() }, or param.array(), param.object({ properties }), param.enum(values)',
    ],
    [
      'a workspace without its call',
      (chart) => task(chart, { workspaces: { source: tekwire.workspace } }),
      'app/build workspaces.source: a function is given; write workspaces: { name: workspace() }',
    ],
    [
      'rbac without groups',
      (chart) => task(chart, { rbac: [{ resources: ['pods'], verbs: ['get'] }] }),
      "app/build rbac[0].apiGroups: undefined is given; write a list of texts; that of Pods, Secrets and ConfigMaps is ['']",
    ],
    [
      'one volume outside a list',
      (chart) => task(chart, { volumes: { name: 'cache', emptyDir: {} } }),
      "app/build volumes: an object is given; write a list, as volumes: [{ name: 'cache', emptyDir: {} }]",
    ],
    [
      'a custom task of nothing',
      () => new CustomTask('wait'),
      "wait props: null is given; write { apiVersion: 'wait.example.com/v1', kind: 'Wait' }",
    ],
    [
      'a Task by its name',
      (chart) => pipeline(chart).add('build'),
      'app/ci add: "build" is given; give a Task, as new Task(...) or Task.fromCluster(name)',
    ],
    [
      'what add returned, added again',
      (chart) => {
        const ci = pipeline(chart);
        ci.add(ci.add(task(chart, {})));
      },
      'app/ci add: an object is given; it is task "build" already; give the Task itself, and another name',
    ],
    [
      'a task to wait for, by its name',
      (chart) => add(chart, { after: ['test'] }),
      'app/ci build after: "test" is given; write a list of what add returned, as after: [built]',
    ],
    [
      'a workspace of the run in a task',
      (chart) => add(chart, { workspaces: { source: Workspace.emptyDir() } }),
      'app/ci build workspaces.source: an object is given; take one of the pipeline, as pipeline.workspaces.code, or of a task, as cloned.workspaces.source',
    ],
    [
      'a matrix without params',
      (chart) => add(chart, { matrix: { os: ['linux'] } }),
      "app/ci build matrix.params: null is given; write matrix: { params: { os: ['linux', 'windows'] } }",
    ],
    [
      'a workspace that is true',
      (chart) => pipeline(chart, { workspaces: { code: true } }),
      'app/ci workspaces.code: "true" is given; write what stands behind it, as Workspace.emptyDir(), or workspace() where runs say that',
    ],
    [
      'a run of a Task',
      (chart) => new PipelineRun(chart, 'run', { pipeline: task(chart, {}) }),
      'app/run pipeline: an object is given; give a Pipeline, as new Pipeline(...) or Pipeline.fromCluster(name)',
    ],
    [
      'a time of a run in text',
      (chart) => new PipelineRun(chart, 'run', { pipeline: pipeline(chart), timeouts: { tasks: '1h' } }),
      'app/run timeouts.tasks: "1h" is given; write a Duration of cdk8s, as Duration.minutes(5)',
    ],
    [
      'a TaskRun of a Pipeline',
      (chart) => new TaskRun(chart, 'run', { task: pipeline(chart) }),
      'app/run task: an object is given; give a Task, as new Task(...) or Task.fromCluster(name); pipelines are run by a PipelineRun',
    ],
    [
      'an account without a pipeline',
      (chart) => new PipelineServiceAccount(chart, 'account', {}),
      'app/account pipeline: undefined is given; give the Pipeline or EmbeddedPipeline whose runs use it',
    ],
    [
      'keys in a list',
      (chart) => new VerificationPolicy(chart, 'signed', { resources: ['x'], authorities: [] }),
      "app/signed authorities: a list is given; write the keys by name, as authorities: { acme: { secret: 'cosign-key' } }",
    ],
    ['a size in text', () => Workspace.claim({ size: '5Gi' }), 'claim size: "5Gi" is given; write a Size of cdk8s, as Size.gibibytes(1)'],
    [
      'a feature that cannot be so',
      (chart) => setFeatures(chart, { apiFields: 'gamma' }),
      'app setFeatures.apiFields: "gamma" is given; write one of "stable", "beta", "alpha"',
    ],
    [
      'a tag in parentheses',
      () => sh('echo hi'),
      'script: "echo hi" is given; write it as a tag, without parentheses: sh`echo hello`, or script.of(text) where it comes from elsewhere',
    ],
    ['a text in parentheses', () => text('hi'), 'text: "hi" is given; write it as a tag, without parentheses: text`...`'],
    ['a condition in parentheses', () => cel('a'), 'cel: "a" is given; write it as a tag, without parentheses: cel`...`'],
    [
      'a text of a param that is not declared',
      (chart) => text`v${pipeline(chart).params.version}`,
      'text: undefined is given behind "v"; write a text, a number, or a declared param or result',
    ],
    [
      'keys of an object param with their types',
      (chart) => task(chart, { params: { proxy: param.object({ properties: { http: 'string' } }) } }),
      "app/build params.proxy.properties: an object is given; write the names of its keys, as properties: ['url']",
    ],
    [
      'a policy that is a word',
      (chart) => Policy.of(chart).add('quiet'),
      'app Policy.add: "quiet" is given; write a function, or an object of functions, as in { step: (step) => step }',
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
      'Policy.add "quiet": the policy has no function for a part of a manifest; unknown part "steps" (it has: step, task, image, object, sidecar and 7 more); did you mean "step"?',
    ],
    [
      'an exception by its name',
      (chart) => Policy.of(chart).add({ step: (one: object) => one }, { except: ['clone'] }),
      'app Policy.add except: "clone" is given; write the constructs themselves',
    ],
  ])('%s', (_, write, message) => {
    expect(refusal(write)).toBe(message);
  });
});
