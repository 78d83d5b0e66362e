import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type * as Programs from '../../../src/program';
import { findFault } from '../../support/programs/find-fault';
import type { Mutant } from '../random/mutants';
import { programMutants } from './mutants';

const root = resolve(__dirname, '../../..');

/** The readers of programs as they are, or with one mistake in them. */
async function load(mutant?: Mutant): Promise<typeof Programs> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/program/index.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'mutate',
        setup: ({ onLoad }) => {
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            if (mutant === undefined || path !== join(root, mutant.file)) return undefined;
            const text = readFileSync(path, 'utf8');
            if (!text.includes(mutant.from)) throw new Error(`${mutant.file} has no ${mutant.from}`);
            return { contents: text.replace(mutant.from, () => mutant.to), loader: 'ts' };
          });
        },
      },
    ],
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '')(module, module.exports, require);
  return module.exports as typeof Programs;
}

it('the readers do nothing wrong', async () => {
  expect(findFault(await load(), 20, 300)).toBeUndefined();
});

it.each(programMutants.map((mutant) => [mutant.file, mutant.from, mutant] as const))(
  'a mistake in %s is noticed: %s',
  async (_, __, mutant) => {
    const programs = await load(mutant);

    expect(faultOf(programs)).toBeDefined();
  },
);

function faultOf(programs: typeof Programs): string | undefined {
  try {
    return findFault(programs, 20, 300);
  } catch (error) {
    return (error as Error).message;
  }
}
