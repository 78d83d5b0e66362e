import { bash, sh } from '../../src';
import { SEED } from '../support/random';
import { checkShell, type Render, shells } from '../support/scripts/check-shells';
import { renderCase } from '../support/scripts/render';

const render: Render = (tag, write, values) => renderCase((...params) => write(tag === 'sh' ? sh : bash, params), ...values);

it.each(shells)('values arrive unchanged in random %s scripts', (shell) => {
  const wrong = checkShell(shell, render, { seed: SEED, count: 170 });

  expect({ seed: SEED, wrong: wrong.slice(0, 3), count: wrong.length }).toEqual({ seed: SEED, wrong: [], count: 0 });
});
