import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { setFeatures } from '../../src';
import { manifestsOf, newChart, problemsOf } from '../support/app';
import { examples } from './examples';
import { comparable, differences } from './examples/comparable';
import { ALL } from './examples/features';
import { upstreamFolder } from './examples/upstream';
import { type Answer, Judge, refusals } from './judge';

describe("Tekton's examples, rebuilt with the typed API", () => {
  const folder = upstreamFolder();
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  it('are at least 25', () => {
    expect(Object.keys(examples).length).toBeGreaterThanOrEqual(25);
  });

  it.each(Object.entries(examples))('%s: our rules and Tekton accept it', async (_, { program }) => {
    const chart = newChart();
    setFeatures(App.of(chart), { apiFields: 'alpha', cel: true, paramEnum: true, artifacts: true, conciseResolver: true });
    program(chart);

    const answer = await judge.ask({ documents: manifestsOf(chart), features: ALL });

    expect(problemsOf(chart)).toEqual([]);
    expect(refusals(answer)).toEqual([]);
  });

  it.each(Object.entries(examples))(
    '%s: the objects are the same after Tekton has defaulted them',
    async (file, { program, allowed = {} }) => {
      const chart = newChart();
      program(chart);

      const theirs = objectsOf(await judge.ask({ documents: [readFileSync(join(folder, file), 'utf8')], features: ALL, objects: true }));
      const ours = objectsOf(await judge.ask({ documents: manifestsOf(chart), features: ALL, objects: true }));

      expect(Object.keys(theirs)).not.toEqual([]);
      expect(differences(theirs, ours).filter((line) => !(line in allowed))).toEqual([]);
      expect(Object.keys(allowed).filter((line) => !differences(theirs, ours).includes(line))).toEqual([]);
    },
  );

  /** The Tekton objects of an answer, ready to be compared, by kind and name; runs, whose names are made up, by their position. */
  function objectsOf({ verdicts }: Answer): Readonly<Record<string, unknown>> {
    const found: Record<string, unknown> = {};
    for (const { kind, name, object } of verdicts) {
      const runs = Object.keys(found).filter((key) => key.startsWith(kind)).length;
      if (object !== undefined) found[kind.endsWith('Run') ? `${kind} ${runs}` : `${kind} ${name}`] = comparable(object);
    }
    return found;
  }
});
