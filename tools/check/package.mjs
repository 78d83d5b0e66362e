// Packs the tarball and lets publint and attw judge it as npm would hand it out; names its size.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/project.mjs';
import { must, report, run } from '../lib/run.mjs';

/** @param {string} name */
const bin = (name) => join(root, 'node_modules/.bin', name);
const scratch = mkdtempSync(join(tmpdir(), 'tekwire-pack-'));
try {
  /** @type {{ filename: string, size: number, files: { path: string }[] }[]} */
  const [packed = { filename: '', size: 0, files: [] }] = JSON.parse(
    await must('npm', ['pack', '--json', '--silent', '--pack-destination', scratch]),
  );
  const tarball = join(scratch, packed.filename);
  /** @type {[string, string[]][]} */
  const judges = [
    [bin('publint'), ['run', tarball, '--strict']],
    [bin('attw'), [tarball, '--no-emoji', '--no-color', '--format', 'ascii']],
  ];
  const verdicts = await Promise.all(judges.map(([command, args]) => run(command, args)));
  const problems = verdicts.filter(({ code }) => code !== 0).map(({ output }) => output);
  const odd = packed.files.filter(
    ({ path }) => !/^(dist\/(lib|runtime)\/|docs\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(path),
  );
  report(
    [...problems, ...odd.map(({ path }) => `${path} does not belong into the package`)],
    `${packed.files.length} files, ${Math.round(packed.size / 1024)} KiB packed`,
  );
} finally {
  rmSync(scratch, { recursive: true });
}
