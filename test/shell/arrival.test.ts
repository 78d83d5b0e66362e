import { bash, sh } from '../../src';
import { checkShell, type Render, shells } from '../support/scripts/check-shells';
import { renderCase } from '../support/scripts/render';

const render: Render = (tag, write, values) => renderCase((...params) => write(tag === 'sh' ? sh : bash, params), ...values);
const seed = Number(process.env.TEKWIRE_SEED ?? Date.now() % 1_000_000);

it.each(shells)('values arrive as they are in random scripts of %s', (shell) => {
  const wrong = checkShell(shell, render, { seed, count: 170 });

  expect({ seed, wrong: wrong.slice(0, 3), count: wrong.length }).toEqual({ seed, wrong: [], count: 0 });
});
