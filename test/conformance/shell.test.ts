import { bash, sh } from '../../src';
import { checkShell, type Render, shells } from '../support/scripts/check-shells';
import { renderCase } from '../support/scripts/render';

const render: Render = (tag, write, values) => renderCase((...params) => write(tag === 'sh' ? sh : bash, params), ...values);
const seed = Number(process.env.TEKWIRE_SEED ?? Date.now() % 1_000_000);
const BATCH = 500;
const BATCHES = 40;

describe.each(shells)('values in 20,000 random scripts of three shells: %s', (shell) => {
  it.each(Array.from({ length: Math.ceil(BATCHES / shells.length) }, (_, at) => at))('arrive as they are, batch %d', (at) => {
    const wrong = checkShell(shell, render, { seed: seed + at, count: BATCH });

    expect({ seed: seed + at, wrong: wrong.slice(0, 3) }).toEqual({ seed: seed + at, wrong: [] });
  });
});
