import { Pipeline, Task } from '../../src';
import { EventListener, type EventValue, slug } from '../../src/events';
import { newChart, problemsOf } from '../support/app';
import { eventCases } from './cases';

// what Triggers makes of the payloads is in test/conformance/events.test.ts
it.each(eventCases.map((one) => [one.title, one.event] as const))('%s has a filter and fields that compile', (_, event) => {
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

  expect(problemsOf(chart)).toEqual([]);
});
