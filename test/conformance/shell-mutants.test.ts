import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { findFault } from '../support/scripts/find-fault';
import type * as Tags from '../support/scripts/tags';
import { type Mutant, mutants } from './random/mutants';

const root = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tekwire-mutants-'));
const SEED = 20;
const COUNT = 150;

/** The tags as they are, or with one mistake in them. */
async function load(name: string, mutant?: Mutant): Promise<typeof Tags> {
  const outfile = join(folder, `${name}.js`);
  await build({
    entryPoints: [join(root, 'test/support/scripts/tags.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    plugins: mutant === undefined ? [] : [mutating(mutant)],
  });
  return require(outfile) as typeof Tags;
}

function mutating({ file, from, to }: Mutant): Plugin {
  const path = join(root, file);
  return {
    name: 'mutate',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, ({ path: asked }) => {
        if (asked !== path) return undefined;
        const text = readFileSync(path, 'utf8');
        if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
        return { contents: text.replace(from, () => to), loader: 'ts' };
      });
    },
  };
}

it('the unchanged tags pass', async () => {
  expect(findFault(await load('right'), SEED, COUNT)).toBeUndefined();
});

it.each(mutants.map((mutant, at) => [mutant.file, mutant.from, at, mutant] as const))(
  'a mistake in %s is noticed: %s',
  async (_, __, at, mutant) => {
    const tags = await load(`wrong-${at}`, mutant);

    expect(faultOf(tags)).toBeDefined();
  },
);

function faultOf(tags: typeof Tags): string | undefined {
  try {
    return findFault(tags, SEED, COUNT);
  } catch (error) {
    return (error as Error).message;
  }
}
