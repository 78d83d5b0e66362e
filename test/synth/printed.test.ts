import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { stringify } from 'yaml';
import { sh, Task } from '../../src';
import { changeManifests } from '../../src/synth';
import { newChart } from '../support/app';

const script = sh`
  #!/bin/sh
  set -e

  echo "a: b" # c
`;
const run = { name: 'run', image: 'busybox:1.37.0', script };
const annotations = { note: 'on', odd: 'a\u0007', late: ' x\n\n y ' };
/** What cdk8s prints of an object that knows nothing of us. */
const byYaml = (value: object): string => Yaml.stringify(JSON.parse(JSON.stringify(value)));

it('writes the same file as cdk8s', () => {
  const [ours, theirs] = ['ours', 'theirs'].map((name) => mkdtempSync(join(tmpdir(), `tekwire-${name}-`))) as [string, string];
  const app = new App({ outdir: ours });
  const chart = new Chart(app, 'ci');
  for (const id of ['a', 'b']) new Task(chart, id, { steps: () => [run], metadata: { annotations } });
  new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', data: annotations });
  const raw = new App({ outdir: theirs });
  const rawChart = new Chart(raw, 'ci');
  for (const [at, object] of chart.toJson().entries()) new ApiObject(rawChart, `o${at}`, JSON.parse(JSON.stringify(object)));

  app.synth();
  raw.synth();

  expect(readFileSync(join(ours, 'ci.k8s.yaml'), 'utf8')).toBe(readFileSync(join(theirs, 'ci.k8s.yaml'), 'utf8'));
  expect(app.synthYaml()).toBe(raw.synthYaml());
});

it('prints the manifest at the time of printing', () => {
  const manifest = new Task(newChart(), 'task', { steps: () => [run] }).toJson();

  Object.assign(manifest, { spec: { steps: [{ name: 'late' }] } });

  expect(Yaml.stringify(manifest)).toContain('- name: late');
});

it('prints the changed manifest', () => {
  const chart = newChart();
  const task = new Task(chart, 'task', { steps: () => [run] });

  changeManifests(chart, (_, manifest) => ({ ...manifest, spec: { ...(manifest.spec as object), description: 'yes' } }));

  expect(Yaml.stringify(task.toJson())).toBe(byYaml(task.toJson()));
  expect(Yaml.stringify(task.toJson())).toContain('description: "yes"');
});

it('calls the library only for parts that it does not print itself', () => {
  const chart = newChart();
  const [usual, odd] = [{}, annotations].map(
    (given, at) => new Task(chart, `task-${at}`, { steps: () => [run], metadata: { annotations: given } }),
  );
  const manifests = [usual, odd].map((task) => task?.toJson());
  Yaml.stringify(manifests[0]);

  const stringify = jest.spyOn(Yaml, 'stringify');
  const counts = manifests.map((manifest) => {
    stringify.mockClear();
    Yaml.stringify(manifest);
    return stringify.mock.calls.length;
  });
  stringify.mockRestore();

  expect(counts).toEqual([1, 2]);
});

describe('a manifest', () => {
  const manifest = new Task(newChart(), 'task', { steps: () => [run], metadata: { annotations } }).toJson();
  const plain: unknown = JSON.parse(JSON.stringify(manifest));

  it('is plain data', () => {
    expect(manifest).toStrictEqual(plain);
    expect(structuredClone(manifest)).toStrictEqual(plain);
    expect(Object.keys({ ...manifest })).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(String(manifest)).toBe('[object Object]');
  });

  it("prints with the caller's options like any object", () => {
    for (const options of [
      undefined,
      null,
      {},
      { lineWidth: 20 },
      { lineWidth: 0, version: '1.1' as const },
      { indent: 4, keepUndefined: true },
    ])
      expect(stringify(manifest, options ?? undefined)).toBe(stringify(plain, options ?? undefined));
    expect(stringify(manifest, ['kind'])).toBe(stringify(plain, ['kind']));
    expect(stringify(manifest, null, 4)).toBe(stringify(plain, null, 4));
  });

  it('prints inside another value like any object', () => {
    expect(Yaml.stringify({ items: [manifest] })).toBe(Yaml.stringify({ items: [plain] }));
    expect(Yaml.stringify([manifest])).toBe(Yaml.stringify([plain]));
  });
});
