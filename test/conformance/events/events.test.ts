import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Pipeline, Task } from '../../../src';
import { type Event, EventListener, type EventValue, slug } from '../../../src/events';
import type { Sent } from '../../../src/simulate/samples/merge';
import { type EventCase, eventCases } from '../../events/cases';
import { newChart, specOf } from '../../support/app';

const run = promisify(execFile);

interface TriggerOf {
  readonly eventTypes: readonly string[] | undefined;
  readonly filter: string;
  /** Expressions of the values that CEL computes, by name. */
  readonly overlays: ReadonlyMap<string, string>;
  /** Paths of the values that are in the body, by name. */
  readonly paths: ReadonlyMap<string, string>;
}

/** The parts of the Trigger of an event whose run holds every field: as it is in an annotation, made safe in a label. */
function triggerOf(event: Event): TriggerOf {
  const chart = newChart('app', { namespace: 'ci' });
  const pipeline = new Pipeline(chart, 'ci');
  pipeline.add(new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] }));
  new EventListener(chart, 'hooks').on(event, (values) => {
    const all = Object.entries<EventValue>(values);
    return {
      pipeline,
      metadata: { annotations: Object.fromEntries(all), labels: Object.fromEntries(all.map(([name, value]) => [name, slug(value)])) },
    };
  });
  const name = `ci-${event.kind}`;
  const { interceptors } = specOf(chart, 'Trigger', name) as {
    readonly interceptors: readonly { readonly params: readonly { readonly name: string; readonly value: unknown }[] }[];
  };
  const params = Object.fromEntries(interceptors.flatMap((one) => one.params.map((param) => [param.name, param.value])));
  const overlays = (params.overlays ?? []) as readonly { readonly key: string; readonly expression: string }[];
  const { params: bound } = specOf(chart, 'TriggerBinding', name) as { readonly params: readonly { name: string; value: string }[] };
  return {
    eventTypes: params.eventTypes as readonly string[] | undefined,
    // cel-eval has no secrets
    filter: (params.filter as string).replace(/\.compareSecret\('token', 'hook'\)/, " == 'token'"),
    overlays: new Map(overlays.map(({ key, expression }) => [key, expression])),
    paths: new Map(bound.flatMap(({ name: field, value }) => (value.startsWith('$(body.') ? [[field, value.slice(7, -1)] as const] : []))),
  };
}

const LABEL = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)?$/;

describe("filters and fields of events, evaluated by Triggers' own cel-eval", () => {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-cel-'));
  let count = 0;
  afterAll(() => rmSync(folder, { recursive: true }));

  function file(content: string): string {
    const path = join(folder, String(count++));
    writeFileSync(path, content);
    return path;
  }

  function requestOf({ headers, payload }: Sent): string {
    const body = JSON.stringify(payload);
    const lines = Object.entries({ Host: 'el-hooks', ...headers, 'Content-Length': Buffer.byteLength(body) });
    return file(`POST / HTTP/1.1\n${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${body}`);
  }

  /** The value as cel-eval prints it. @throws with the message of cel-go */
  async function evaluate(expression: string, request: string): Promise<string> {
    const { stdout } = await run(join(process.env.TRIGGERS_TOOLS ?? '', 'cel-eval'), ['-e', file(expression), '-r', request]);
    return stdout;
  }

  it.each(eventCases.map((one) => [one.title, one] as const))('%s', async (_, { event, fires, ignores }: EventCase) => {
    const { eventTypes, filter, overlays, paths } = triggerOf(event);
    const isOfType = ({ headers }: Sent) =>
      eventTypes === undefined ||
      eventTypes.includes(headers['X-GitHub-Event'] ?? headers['X-Gitlab-Event'] ?? headers['X-Event-Key'] ?? '');

    for (const [sent, wanted] of fires) {
      const request = requestOf(sent);
      expect([isOfType(sent), await evaluate(filter, request)]).toEqual([true, 'true']);
      const computed = await Promise.all([...overlays].map(async ([name, one]) => [name, await evaluate(one, request)] as const));
      const values = Object.fromEntries([...[...paths].map(([name, path]) => [name, at(sent.payload, path)] as const), ...computed]);
      expect(values).toMatchObject(wanted);
      for (const [name, value] of computed) if (name.endsWith('-slug')) expect(value).toMatch(LABEL);
    }
    for (const sent of ignores) if (isOfType(sent)) expect(await evaluate(filter, requestOf(sent))).toBe('false');
  });
});

/** The text of the value at a path of the body. @throws when there is none, as a TriggerBinding fails */
function at(payload: unknown, path: string): string {
  const value = path.split('.').reduce<unknown>((part, key) => (part as Readonly<Record<string, unknown>> | undefined)?.[key], payload);
  if (value === undefined || value === null) throw new Error(`the payload has no ${path}`);
  return String(value);
}
