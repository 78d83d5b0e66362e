// What compiles in helper functions and in classes that stand on ours.
import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type ParamDeclarations,
  Pipeline,
  type PipelineProps,
  PipelineRun,
  type PipelineTask,
  param,
  result,
  Task,
  type UsableTask,
  Workspace,
  workspace,
} from 'tekwire';

const chart = new Chart(new App(), 'helpers');
const steps = () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }];
const build = new Task(chart, 'build', { params: { a: param.string() }, results: { digest: result.string(), all: result.array() }, steps });
const plain = new Task(chart, 'plain', { steps });

// tasks of any kind, in lists and records, fit `after`
const ci = new Pipeline(chart, 'ci');
const tasks: PipelineTask[] = [ci.add(build, { params: { a: '1' } }), ci.add(plain)];
const byName: Readonly<Record<string, PipelineTask>> = { first: ci.add(plain, { name: 'first' }) };
ci.add(plain, { name: 'b', after: tasks });
ci.add(plain, { name: 'c', after: ci.tasks });
ci.add(plain, { name: 'd', after: Object.values(byName) });
const behind = (one: PipelineTask) => ci.add(plain, { name: 'e', after: [one, ...tasks] });
const addAll = (pipeline: Pipeline, all: readonly UsableTask[]): PipelineTask[] => all.map((one) => pipeline.add(one));
addAll(ci, [build, plain]).map(behind);

// a class keeps what it declares
const params = { url: param.string(), depth: param.string({ default: '1' }) };
const workspaces = { code: workspace() };
class Delivery extends Pipeline<typeof params, typeof workspaces> {
  readonly built: PipelineTask;
  constructor(scope: Construct, id: string) {
    super(scope, id, { params, workspaces });
    this.built = this.add(build, { params: { a: this.params.url } });
  }
}
class Child extends Delivery {}
class Generic<const P extends ParamDeclarations> extends Pipeline<P> {
  constructor(scope: Construct, id: string, props: PipelineProps<P, {}>) {
    super(scope, id, props);
    this.add(plain);
  }
}
const start = (pipeline: Pipeline<typeof params, typeof workspaces>) =>
  new PipelineRun(chart, 'run', { pipeline, params: { url: 'x' }, workspaces: { code: Workspace.emptyDir() } });
start(new Delivery(chart, 'delivery'));
start(new Child(chart, 'child'));
const generic = new Generic(chart, 'generic', { params: { url: param.string() } });
new PipelineRun(chart, 'generic-run', { pipeline: generic, params: { url: 'x' } });
addAll(new Child(chart, 'other'), [plain]);
const made = <P extends ParamDeclarations>(declared: P) => new Pipeline(chart, 'made', { params: declared });
new PipelineRun(chart, 'made-run', { pipeline: made({ url: param.string() }), params: { url: 'x' } });
