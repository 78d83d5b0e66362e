import 'tekwire/testing/jest';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { layersOf, runStep } from 'tekwire/testing';
import { monorepo } from './pipeline';
import { services } from './services';

const chart = new Chart(new App(), 'test');
const { pipeline, changed } = monorepo(chart);

it('has no problems, and builds only services whose tests passed', () => {
  expect(chart).toHaveNoProblems();
  expect(layersOf(pipeline)).toEqual([['clone'], ['changed'], ['test'], ['build']]);
});

it.each([
  ['one service', ['services/cart/main.go'], ['cart']],
  ['two services', ['services/web/a.ts', 'services/mail/b.go'], ['mail', 'web']],
  ['what all share', ['libs/log/log.go'], services],
  ['nothing of a service', ['README.md'], []],
])('a push that changes %s', async (_, files, expected) => {
  const { source, before } = repository(files);

  const { results } = await runStep(changed, 'compare', { params: { before }, workspaces: { source } });

  expect(results.services).toEqual(expected);
});

/** A repository whose last commit changes the files, and the commit before it. */
function repository(files: readonly string[]) {
  const source = mkdtempSync(join(tmpdir(), 'monorepo-'));
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', source, '-c', 'user.name=a', '-c', 'user.email=a@acme.example', ...words], { encoding: 'utf8' }).trim();
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message', 'before');
  const before = git('rev-parse', 'HEAD');
  for (const file of files) {
    mkdirSync(dirname(join(source, file)), { recursive: true });
    writeFileSync(join(source, file), 'changed\n');
  }
  git('add', '.');
  git('commit', '--quiet', '--message', 'changed');
  return { source, before };
}
