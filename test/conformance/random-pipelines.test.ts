import { fc } from '../support/random';
import { Judge, refusals } from './judge';
import { Choices } from './random/random-choices';
import { randomPipeline } from './random/random-pipeline';

const COUNT = Number(process.env.CONFORMANCE_COUNT ?? 1000);

describe('Tekton and a thousand random programs', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  it('every program that the types and rules accept is admitted, runs, and has the order of the program', async () => {
    const property = fc.asyncProperty(fc.gen(), async (draw) => {
      const { app, pipeline, intended } = randomPipeline(new Choices(draw));
      const manifests = app.synthYaml();

      const answer = await judge.ask({ documents: [manifests], dag: true, run: true });

      const ours = pipeline.graph.edges.map(({ from, to }) => `${from} ${to}`).sort();
      const theirs = answer.dag?.pipeline?.edges.map(([from, to]) => `${from} ${to}`).sort();
      expectWith(manifests, () => {
        expect(refusals(answer)).toEqual([]);
        expect(ours).toEqual(theirs);
        expect(theirs).toEqual(intended);
      });
    });
    await fc.assert(property, { numRuns: COUNT });
  });
});

/** Adds the manifests to the message of what fails, since nobody can see them in the random numbers. */
function expectWith(manifests: string, expectations: () => void): void {
  try {
    expectations();
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${manifests}`);
  }
}
