import { App, Chart } from 'cdk8s';
import { sh, Task } from '../../src';
import { addRules, type CustomRule, check, checkYaml, formatDiagnostic } from '../../src/extension/rules';
import { problemsOf } from '../../src/testing';

const owned: CustomRule = {
  code: 'ACME001',
  slug: 'task-without-owner',
  title: 'Task without an owner',
  why: 'nobody is asked when it fails',
  severity: 'error',
  on: 'object',
  check: ({ kind, manifest }, report) => {
    if (kind === 'Task' && manifest.metadata?.labels?.owner === undefined)
      report(['metadata', 'labels'], 'label "owner" is missing', 'name the team');
  },
};

const curled: CustomRule = {
  code: 'ACME002',
  slug: 'curl-in-script',
  title: 'curl in a script',
  why: 'our proxy refuses it',
  severity: 'warning',
  on: 'step',
  check: ({ spec: { script = '' } }, report) => {
    if (script.includes('curl')) report(['script'], 'the script calls curl');
  },
};

const rules = [owned, curled];

function task(name: string, script = 'true', metadata: object = { labels: { owner: 'web' } }) {
  const steps = [{ name: 'run', image: 'docker.io/library/alpine:3.22', script }];
  return { apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name, ...metadata }, spec: { steps } };
}

const lines = (manifests: object[], own: readonly CustomRule[] = rules) =>
  check(manifests, { rules: own, lint: true }).map(formatDiagnostic);

function appWith(metadata: object) {
  const app = new App();
  const chart = new Chart(app, 'app');
  new Task(chart, 'build', { metadata, steps: () => [{ name: 'run', image: 'alpine:3.22', script: sh`curl -s https://a.example` }] });
  return { app, chart };
}

describe('a custom rule', () => {
  it('reports field paths of objects and parts with its own code', () => {
    expect(lines([task('a'), task('b', 'curl -s https://a.example', {})])).toEqual([
      'ACME001 manifests metadata.labels: label "owner" is missing; name the team',
      'ACME002 manifests steps.run.script: the script calls curl',
    ]);
  });

  it('checks every object with its own metadata, including Tasks with the same spec', () => {
    const seen: string[] = [];
    const names: CustomRule = {
      ...curled,
      on: 'step',
      check: ({ object }, report) => {
        seen.push(object.name);
        report(['image'], object.name);
      },
    };

    const found = check([task('a'), task('b'), task('c', 'false')], { rules: [names] }).filter(({ code }) => code === 'ACME002');

    expect(seen).toEqual(['a', 'b', 'c']);
    expect(found.map(({ index, message }) => `${index} ${message}`)).toEqual(['0 a', '1 b', '2 c']);
  });

  it('checks embedded Tasks and generated resources', () => {
    const { spec } = task('x', 'curl a');
    const pipeline = {
      apiVersion: 'tekton.dev/v1',
      kind: 'Pipeline',
      metadata: { name: 'p' },
      spec: { tasks: [{ name: 'one', taskSpec: spec }] },
    };
    const run = { apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata: { generateName: 'r-' }, spec: { taskSpec: spec } };
    const template = {
      apiVersion: 'triggers.tekton.dev/v1beta1',
      kind: 'TriggerTemplate',
      metadata: { name: 't' },
      spec: { resourcetemplates: [run] },
    };

    const found = check([pipeline, template], { rules: [curled] }).filter(({ code }) => code === 'ACME002');

    expect(found.map(({ index, field }) => `${index} ${field.join('.')}`)).toEqual([
      '0 spec.tasks.0.taskSpec.steps.0.script',
      '1 spec.resourcetemplates.0.spec.taskSpec.steps.0.script',
    ]);
  });

  it('finds the other checked objects', () => {
    const alone: CustomRule = {
      ...owned,
      on: 'object',
      check: ({ kind, name }, report, set) => {
        if (kind === 'Task' && set.objects('Task').length > 1) report(['metadata', 'name'], `${name} is not alone`);
      },
    };

    expect(lines([task('a')], [alone])).toEqual([]);
    expect(lines([task('a'), task('b', 'false')], [alone])).toHaveLength(2);
  });

  it('with severity warning can be allowed by the annotation, by code or slug', () => {
    const allowed = (text: string) => task('a', 'curl a', { labels: { owner: 'web' }, annotations: { 'tekwire.dev/allow': text } });

    expect(lines([allowed('ACME002: in our own network')])).toEqual([]);
    expect(lines([allowed('TW522: no pipe; curl-in-script: in our own network')])).toEqual([]);
    expect(check([task('a', 'curl a')], { rules, lint: false })).toEqual([]);
  });

  it('that throws or reports invalid data becomes an error of the object, and other rules still run', () => {
    const broken: CustomRule = { ...owned, on: 'object', check: ({ manifest }) => void (manifest as { a: { b: string } }).a.b };
    const odd: CustomRule = { ...owned, on: 'object', check: (_, report) => report('metadata' as never, 'wrong') };

    expect(lines([task('a'), {}], [broken])[0]).toMatch(/^ACME001 manifests: the check of ACME001 failed: TypeError: /);
    expect(lines([task('a')], [odd])[0]).toMatch(/the check of ACME001 failed: TekwireError: report needs a field path/);
  });

  it.each<[object, RegExp]>([
    [{ code: 'TW900' }, /^check: rule "TW900": code must be 2 to 10 capital letters/],
    [{ code: 'acme1' }, /code must be/],
    [{ slug: 'owner' }, /slug must be/],
    [{ slug: 'unknown-task-result' }, /"unknown-task-result" is already the name of rule TW203$/],
    [{ title: '' }, /title must be/],
    [{ why: undefined }, /why must be/],
    [{ severity: 'fatal' }, /severity must be/],
    [{ on: 'Task' }, /on must be one of: object, task/],
    [{ check: undefined }, /check must be a function/],
    [{ chekc: 1 }, /unknown key "chekc".*did you mean "check"\?/],
    [{ source: 1 }, /source must be/],
  ])('with %j is refused', (wrong, message) => {
    expect(() => check([], { rules: [{ ...owned, ...wrong } as CustomRule] })).toThrow(message);
  });

  it('needs a unique code and slug', () => {
    expect(() => check([], { rules: [owned, { ...curled, code: 'ACME001' }] })).toThrow('"ACME001" is already the name of rule ACME001');
    expect(() => check([], { rules: {} as never })).toThrow('check: expected an array of rules');
  });
});

describe('addRules', () => {
  it('stops the synth of the whole app with the errors, not with the warnings', () => {
    const { app, chart } = appWith({});
    addRules(chart, rules);

    expect(problemsOf(chart)).toEqual(['[app/build] ACME001 metadata.labels: label "owner" is missing; name the team']);
    expect(() => app.synth()).toThrow('ACME001');
  });

  it('combines the rules of several calls and refuses malformed ones', () => {
    const { app, chart } = appWith({ labels: { owner: 'web' } });
    addRules(app, rules);
    addRules(chart, [owned]);

    expect(problemsOf(chart)).toEqual([]);
    addRules(app, [{ ...owned }]);
    addRules(app, undefined as never);

    expect(problemsOf(chart)).toEqual([
      '[] TW288 addRules: expected an array of rules, found undefined',
      '[] TW288 addRules: rule "ACME001": "ACME001" is already the name of rule ACME001',
    ]);
    expect(() => addRules([owned] as never, [owned])).toThrow(/addRules: .*an App or a Chart/);
  });
});

it('checkYaml reports lines and columns, and documents that cannot be parsed', () => {
  const yaml = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec: {steps: [{name: run, image: a, script: curl a}]}\n';

  const [own] = checkYaml(yaml, { rules: [curled], origin: 'a.yaml' });

  expect(own).toMatchObject({ code: 'ACME002', origin: 'a.yaml', line: 4 });
  expect(checkYaml('a: [')).toHaveLength(1);
  expect(check([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }])).toEqual([]);
});
