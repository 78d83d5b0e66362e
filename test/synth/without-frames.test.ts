import { ApiObject, App, Chart } from 'cdk8s';
import { sh, Task } from '../../src';

const image = 'busybox:1.37.0';

function errorOf(app: App): Error {
  try {
    app.synth();
  } catch (error) {
    return error as Error;
  }
  throw new Error('the synth did not fail');
}

const FRAMES = /^ +at .*$/gm;

describe('the error of a failed synth has only the stack frame of the program', () => {
  it('of a mistake that a rule finds', () => {
    const app = new App({ outdir: '/tmp/tekwire-frames' });
    new Task(new Chart(app, 'app'), 'Bad_Name', { steps: () => [{ name: 'run', image, script: sh`true` }] });
    const { message, stack = '' } = errorOf(app);

    expect(message).toContain('[app/Bad_Name] TW004');
    expect(stack.startsWith(`Error: ${message}\n    at `)).toBe(true);
    expect(stack.match(FRAMES)).toEqual([expect.stringContaining('without-frames.test.ts')]);
  });

  it('of an option of the wrong type, and of a validation of the program', () => {
    const app = new App({ outdir: '/tmp/tekwire-frames' });
    const chart = new Chart(app, 'app');
    // biome-ignore lint/suspicious/noExplicitAny: as a program has it that no compiler reads
    new Task(chart, 'bad', { steps: 5 } as any).node.addValidation({ validate: () => ['no owner'] });
    const { message, stack = '' } = errorOf(app);

    expect([message.includes('TW288 steps'), message.includes('[app/bad] no owner')]).toEqual([true, true]);
    expect(stack.match(FRAMES)).toHaveLength(1);
  });

  it('other errors keep their frames, and a synth without mistakes writes its files', () => {
    const app = new App({ outdir: '/tmp/tekwire-frames' });
    const chart = new Chart(app, 'app');
    new Task(chart, 'fine', { steps: () => [{ name: 'run', image, script: sh`true` }] });
    expect(() => app.synth()).not.toThrow();
    const odd = new ApiObject(chart, 'odd', { apiVersion: 'v1', kind: 'ConfigMap' });
    odd.node.addValidation({
      validate: () => {
        throw new Error('a bug of the program');
      },
    });

    expect(errorOf(app).stack?.match(FRAMES)?.length).toBeGreaterThan(1);
  });
});
