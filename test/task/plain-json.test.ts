import { ApiObject, Lazy, Yaml } from 'cdk8s';
import { SecurityPipeline, Task } from '../../src';
import { Deduplicate, GitClone, Gosec, SeverityGate } from '../../src/catalogue';
import type { TaskSpec } from '../../src/spec';
import { newChart } from '../support/app';
import { fc } from '../support/random';

const step = { name: 'run', image: 'busybox:1.37.0' };
const byCdk8s = (object: ApiObject): string => Yaml.stringify(ApiObject.prototype.toJson.call(object));
const byUs = (object: ApiObject): string => Yaml.stringify(object.toJson());

/** Without what a Pipeline says of its runs, which is known only when everything is rendered. */
function withoutRun(manifest: { metadata: { annotations?: Readonly<Record<string, string>> } }): unknown {
  const { annotations, ...metadata } = manifest.metadata;
  return annotations?.['tekwire.dev/run'] === undefined ? manifest : { ...manifest, metadata };
}

describe('our own renderer', () => {
  it('renders the same objects byte for byte like cdk8s', () => {
    const chart = newChart('scan', { namespace: 'security', labels: { team: 'appsec' } });
    new SecurityPipeline(chart, 'scan', {
      source: new GitClone(chart, 'git-clone'),
      producers: [new Gosec(chart, 'gosec')],
      enrichers: [new Deduplicate(chart, 'deduplicate')],
      consumers: [new SeverityGate(chart, 'gate')],
    });
    const objects = chart.node.findAll().filter((construct) => ApiObject.isApiObject(construct)) as ApiObject[];

    expect(objects).toHaveLength(6);
    for (const object of objects) expect(Yaml.stringify(withoutRun(object.toJson()))).toBe(byCdk8s(object));
  });

  it('renders any plain override like cdk8s', () => {
    // cdk8s itself loses a key of this name
    const isPlain = (value: unknown) => !JSON.stringify(value).includes('__proto__');
    const data = fc.dictionary(fc.string(), fc.jsonValue()).filter(isPlain);

    fc.assert(
      fc.property(data, fc.dictionary(fc.string(), fc.string()).filter(isPlain), (overrides, annotations) => {
        const metadata = { annotations, labels: { own: 'yes' } };
        const task = new Task(newChart('c', { labels: { team: 'web' } }), 'task', {
          steps: () => [step],
          metadata,
          overrides: overrides as Partial<TaskSpec>,
        });

        expect(byUs(task)).toBe(byCdk8s(task));
      }),
    );
  });

  it('leaves values to cdk8s that only cdk8s can resolve', () => {
    const description = Lazy.any({ produce: () => 'known late' }) as string;

    const task = new Task(newChart(), 'task', { steps: () => [step], overrides: { description } });

    expect(task.toJson()).toMatchObject({ spec: { description: 'known late' } });
  });
});
