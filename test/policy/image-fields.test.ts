import { ApiObject } from 'cdk8s';
import { Policy } from '../../src';
import { imagesOf } from '../../src/lock';
import { fieldTable } from '../../src/spec';
import { fieldUses } from '../../src/spec/field-table';
import { manifestsOf, newChart } from '../support/app';

const parts: Readonly<Record<string, string>> = fieldTable;
const holders: Readonly<Record<string, string>> = fieldUses.image;
/** Fields that the CRDs leave open. */
const embedded: Readonly<Record<string, string>> = { taskSpec: 'Task', pipelineSpec: 'Pipeline' };
const VERSIONS: Readonly<Record<string, string>> = { StepAction: 'tekton.dev/v1beta1' };

/** A part with an image in every field that may hold one, each with another name. */
function filled(part: string, image: () => string, depth = 0): Record<string, unknown> | undefined {
  const made: Record<string, unknown> = {};
  const own = new Set(holders[part]?.split(' '));
  for (const field of (parts[part] ?? '').split(' ')) {
    const [name = '', type = ''] = field.replace('!', '').split(':');
    if (own.has(name)) made[name] = held(name, image);
    else {
      const inner = embedded[name] ?? type.replace(/[[\]]/g, '');
      const below = depth < 5 && inner in parts ? filled(inner, image, depth + 1) : undefined;
      if (below !== undefined) made[name] = type.startsWith('[') ? [below] : below;
    }
  }
  return Object.keys(made).length === 0 ? undefined : made;
}

function held(field: string, image: () => string): unknown {
  if (field === 'image') return image();
  if (field === 'volumes') return [{ name: 'a', image: { reference: image() } }];
  return { resolver: 'bundles', params: [{ name: 'bundle', value: image() }] };
}

const isWithin = (spec: object, apart: string) => JSON.stringify(spec).includes(`"${apart}"`);

describe.each(['Task', 'Pipeline', 'TaskRun', 'PipelineRun', 'StepAction'])(
  'every field of a %s that the field table says holds an image',
  (kind) => {
    const images: string[] = [];
    const spec = filled(kind, () => {
      images.push(`registry.acme.example/image-${images.length}:1`);
      return images.at(-1) as string;
    }) as object;
    const manifest = { apiVersion: VERSIONS[kind] ?? 'tekton.dev/v1', kind, metadata: { name: 'all' }, spec };

    it('is found by tekwire lock', () => {
      expect(images.length).toBeGreaterThan(0);
      expect(imagesOf(manifest)).toEqual([...images].sort());
    });

    it('is changed by a policy for images', () => {
      const chart = newChart();
      new ApiObject(chart, 'all', manifest);
      Policy.of(chart).add({ image: (image) => `mirror/${image}` });

      const [changed] = manifestsOf(chart);

      expect(images.filter((image) => !isWithin(changed as object, `mirror/${image}`))).toEqual([]);
    });
  },
);
