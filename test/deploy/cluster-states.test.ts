import { predicted, waitsFor } from '../../src/deploy';
import type { Manifest } from '../../src/spec';

const listener = (...conditions: object[]): Manifest => ({
  apiVersion: 'triggers.tekton.dev/v1beta1',
  kind: 'EventListener',
  metadata: { name: 'hook' },
  status: { conditions },
});

describe('waiting for an object', () => {
  it('ends for a listener when its pod is available, which is after it is ready', () => {
    const ready = { type: 'Ready', status: 'True' };

    expect(waitsFor(listener())).toBe('is not Available');
    expect(waitsFor(listener(ready))).toBe('is not Available');
    expect(waitsFor(listener(ready, { type: 'Available', status: 'False', message: 'no pod' }))).toBe('is not Available (no pod)');
    expect(waitsFor(listener(ready, { type: 'Available', status: 'True' }))).toBeUndefined();
  });

  it('ends at once for a Task, which has no status', () => {
    expect(waitsFor({ apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'lint' } })).toBeUndefined();
  });
});

describe('the prediction of an apply', () => {
  const task = (variable: object, params: object[] = []): Manifest => ({
    apiVersion: 'tekton.dev/v1',
    kind: 'Task',
    metadata: { name: 'lint' },
    spec: { params, steps: [{ name: 'run', env: [variable] }] },
  });

  it('shows no change for what the API server drops or adds', () => {
    const live = task({ name: 'A' }, [{ name: 'at', type: 'string' }]);

    expect(predicted(live, task({ name: 'A', value: '' }, [{ name: 'at' }]), 'tekwire')).toEqual(live);
  });

  it('shows an empty default that a param did not have', () => {
    const wanted = task({ name: 'A' }, [{ name: 'at', type: 'string', default: '' }]);

    expect(predicted(task({ name: 'A' }, [{ name: 'at', type: 'string' }]), wanted, 'tekwire')).toEqual(wanted);
  });
});
