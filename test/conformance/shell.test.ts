import { bash, sh } from '../../src';
import { SEED } from '../support/random';
import { checkShell, type Render, shells } from '../support/scripts/check-shells';
import { renderCase } from '../support/scripts/render';

const render: Render = (tag, write, values) => renderCase((...params) => write(tag === 'sh' ? sh : bash, params), ...values);
const BATCH = 500;
const BATCHES = 40;

describe.each(shells)('values in 20,000 random scripts of three shells: %s', (shell) => {
  it.each(Array.from({ length: Math.ceil(BATCHES / shells.length) }, (_, at) => at))('arrive unchanged, batch %d', (at) => {
    const wrong = checkShell(shell, render, { seed: SEED + at, count: BATCH });

    expect({ seed: SEED + at, wrong: wrong.slice(0, 3) }).toEqual({ seed: SEED + at, wrong: [] });
  });
});
