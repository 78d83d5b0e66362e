import { bash, lift, Pipeline, PipelineRun, param, python, result, script, setFeatures, sh, Task, Workspace, workspace } from '../../src';
import { Deduplicate, GitClone, Gitleaks, SeverityGate } from '../../src/catalogue';
import { SecurityPipeline } from '../../src/roles';
import { newChart, problemsOf } from '../support/app';

const run = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
type Made = ReturnType<typeof newChart>;
const errors = (make: (chart: Made) => unknown) => () => {
  const chart = newChart('app');
  make(chart);
  return problemsOf(chart);
};
/** As in plain JavaScript, which no compiler reads. */
// biome-ignore lint/suspicious/noExplicitAny: as just said
const any = (value: unknown) => value as any;
const step = (script: unknown) => (chart: Made) =>
  new Task(chart, 'x', { params: { p: param.string() }, steps: any(() => [{ name: 'x', image: 'a:1', script }]) });

/** Mistakes that the types cannot show, or that plain JavaScript makes: what the user did, the problems, and part of the message. */
export const synthesised: readonly (readonly [mistake: string, problems: () => string[], message: RegExp])[] = [
  [
    'two Tasks of one name',
    errors((chart) => [
      new Task(chart, 'a', { steps: () => [run] }),
      new Task(chart, 'b', { metadata: { name: 'a' }, steps: () => [run] }),
    ]),
    /TW005/,
  ],
  [
    'a misspelt option in JavaScript',
    errors((chart) => new Task(chart, 'a', any({ step: () => [run] }))),
    /TW299 .*did you mean "steps"\?|steps/,
  ],
  [
    'steps that return nothing',
    errors((chart) => new Task(chart, 'a', any({ steps: () => undefined }))),
    /expected an array of steps, found undefined/,
  ],
  ['an empty list of steps', errors((chart) => new Task(chart, 'a', { steps: () => [] })), /steps/],
  [
    'retries with onError',
    errors((chart) =>
      new Pipeline(chart, 'ci').add(new Task(chart, 'a', { steps: () => [run] }), any({ retries: 2, onError: 'continue' })),
    ),
    /TW226 .*use one of them/,
  ],
  [
    'a lifted param that the run misspells',
    errors((chart) => {
      const ci = new Pipeline(chart, 'ci');
      ci.add(new Task(chart, 'a', { params: { url: param.string() }, steps: () => [run] }), { params: { url: lift() } });
      new PipelineRun(chart, 'r', { pipeline: ci, liftedParams: { ulr: 'a' } });
    }),
    /TW335 .*did you mean "url"\?/,
  ],
  [
    'a task of another app',
    errors((chart) => new Pipeline(chart, 'ci').add(new Task(newChart('other'), 'a', { steps: () => [run] }))),
    /TW283/,
  ],
  [
    'the same task twice',
    errors((chart) => {
      const a = new Task(chart, 'a', { steps: () => [run] });
      const ci = new Pipeline(chart, 'ci');
      ci.add(a);
      ci.add(a);
    }),
    /"a"/,
  ],
  [
    'a result that no step writes is unknown',
    errors((chart) => {
      const ci = new Pipeline(chart, 'ci');
      const t = ci.add(any(new Task(chart, 'a', { results: { r: result.string() }, steps: () => [run] })));
      ci.add(new Task(chart, 'b', { params: { p: param.string() }, steps: () => [run] }), { params: { p: any(t).results.s } });
    }),
    /unknown result "s".*available: r|TW288/,
  ],
  [
    'a value in eval',
    errors(
      (chart) =>
        new Task(chart, 'a', {
          params: { p: param.string() },
          steps: ({ params }) => [{ ...run, command: undefined, script: sh`eval ${params.p}` }],
        }),
    ),
    /TW191/,
  ],
  [
    'a value as the command',
    errors(
      (chart) =>
        new Task(chart, 'a', {
          params: { p: param.string() },
          steps: ({ params }) => [{ ...run, command: undefined, script: bash`${params.p} --help` }],
        }),
    ),
    /TW19\d/,
  ],
  [
    'a value as code of Python',
    errors(
      (chart) =>
        new Task(chart, 'a', {
          params: { p: param.string() },
          steps: ({ params }) => [{ ...run, command: undefined, script: python`exec(${params.p})` }],
        }),
    ),
    /TW191/,
  ],
  ['a script of a string without a first line', errors(step(script.of('echo $(params.q)'))), /TW192 .*give the step env/],
  [
    'a file of a script that does not exist',
    errors((chart) => new Task(chart, 'a', { steps: () => [{ ...run, command: undefined, script: script.file('scripts/none.sh') }] })),
    /TW288.*no such file/,
  ],
  ['a Task of a file that does not exist', errors((chart) => Task.fromFile(chart, 'a', 'tasks/none.yaml')), /no such file/],
  [
    'an address that is not locked',
    errors((chart) => new Pipeline(chart, 'ci').add(any(Task.fromUrl('https://a.example/t.yaml')))),
    /tekwire lock/,
  ],
  [
    'an alpha field on a stable cluster',
    errors((chart) => {
      setFeatures(chart, { apiFields: 'stable' });
      const ci = new Pipeline(chart, 'ci');
      ci.add(new Task(chart, 'a', { steps: () => [run] }), { onError: 'continue' });
    }),
    /enable-api-fields/,
  ],
  [
    'a gate without a scan',
    errors(
      (chart) =>
        new SecurityPipeline(
          chart,
          'scan',
          any({ source: new GitClone(chart, 'c'), producers: undefined, consumers: [new SeverityGate(chart, 'g', { failOn: 'high' })] }),
        ),
    ),
    /producers/,
  ],
  [
    'a component in the place of another',
    errors(
      (chart) =>
        new SecurityPipeline(chart, 'scan', {
          source: new GitClone(chart, 'c'),
          producers: [any(new Deduplicate(chart, 'd'))],
          consumers: [new SeverityGate(chart, 'g', { failOn: 'high' })],
        }),
    ),
    /producers/,
  ],
  [
    'an unknown severity in JavaScript',
    errors((chart) => [new SeverityGate(chart, 'g', any({ failOn: 'severe' })), new Gitleaks(chart, 'l')]),
    /failOn.*expected one of/,
  ],
  ['a name with capitals', errors((chart) => new Task(chart, 'Build', { steps: () => [run] })), /TW\d+/],
  [
    'a claim without a size in JavaScript',
    errors((chart) =>
      new Pipeline(chart, 'ci', { workspaces: { code: Workspace.claim(any({})) } }).add(new Task(chart, 'a', { steps: () => [run] })),
    ),
    /size/,
  ],
  [
    'a workspace that is used and not declared',
    errors(
      (chart) => new Task(chart, 'a', { workspaces: { src: workspace() }, steps: () => [{ ...run, args: ['$(workspaces.source.path)'] }] }),
    ),
    /"source".*"src"|"source"/,
  ],
];
