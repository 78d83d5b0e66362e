import { fc } from '../support/random';

const { array, assert, asyncProperty, constantFrom, oneof } = fc;

import { checkDocuments as check } from '../../src/rules';
import { Judge } from './judge';

const pieces = constantFrom(
  '$(tasks.build.results.digest)',
  '$(finally.last.results.digest)',
  '$(tasks.build.results.list[*])',
  '$(tasks.build.results.list[0])',
  '$(tasks.build.results.object.key)',
  '$(tasks.other.results.digest)',
  '$(tasks.last.results.digest)',
  '$(params.x)',
  '$(context.pipelineRun.name)',
  '$(tasks.build.status)',
  'web@',
  '-suffix',
  '.txt',
  '.tar.gz',
  ' - ',
  '$',
  '$$',
  '$x',
  '${x}',
  '(',
  ')',
);
const text = array(pieces, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));

function pipelineOf(value: unknown) {
  const results = [
    { name: 'digest', type: 'string' },
    { name: 'list', type: 'array' },
    { name: 'object', type: 'object', properties: { key: { type: 'string' } } },
  ];
  const taskSpec = { results, steps: [{ name: 'a', image: 'busybox:1.37.0', command: ['true'] }] };
  const type = Array.isArray(value) ? 'array' : typeof value;
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'Pipeline',
    metadata: { name: 'ci' },
    spec: {
      params: [{ name: 'x', type: 'string', default: 'x' }],
      tasks: [{ name: 'build', taskSpec }],
      finally: [{ name: 'last', taskSpec }],
      results: [{ name: 'all', type, value }],
    },
  };
}

describe('values of pipeline results', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  async function admits(value: unknown): Promise<boolean> {
    const { verdicts } = await judge.ask({ documents: [pipelineOf(value)] });
    return verdicts.every(({ ok }) => ok);
  }

  const problems = (value: unknown) =>
    check([{ manifest: pipelineOf(value) as never, origin: 'ci' }]).filter(
      ({ severity, code }) => severity === 'error' && code === 'TW230',
    );

  it('are refused exactly where Tekton refuses them, or where the run would fail', async () => {
    await assert(
      asyncProperty(oneof(text, text), async (value) => {
        const [ours, theirs] = [problems(value), await admits(value)];
        if (!theirs) expect({ value, ours: ours.length > 0 }).toEqual({ value, ours: true });
        if (ours.some(({ message }) => /stands before|is not a valid result/.test(message)))
          expect({ value, theirs }).toEqual({ value, theirs: false });
      }),
      { numRuns: Number(process.env.RUNS ?? 2000) },
    );
  });

  it.each([
    [['web@$(tasks.build.results.digest)', '$(tasks.build.results.digest)']],
    [{ image: 'web@$(tasks.build.results.digest)' }],
    ['$(tasks.build.results.digest)-suffix'],
    ['$(tasks.build.results.digest) - $(finally.last.results.digest)'],
    ['$(tasks.build.results.digest)$(finally.last.results.digest)'],
  ])('may have text in other positions: %j', async (value) => {
    expect([problems(value), await admits(value)]).toEqual([[], true]);
  });
});
