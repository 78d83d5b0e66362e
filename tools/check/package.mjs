// Packs the tarball, checks it with publint and attw, and prints its size.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { read, root } from '../lib/project.mjs';
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
  // a schema is data for editors, not code to import
  /** @type {[string, string[]][]} */
  const judges = [
    [bin('publint'), ['run', tarball, '--strict']],
    [bin('attw'), [tarball, '--no-emoji', '--no-color', '--format', 'ascii', '--exclude-entrypoints', './config.schema.json']],
  ];
  const verdicts = await Promise.all(judges.map(([command, args]) => run(command, args)));
  const problems = verdicts.filter(({ code }) => code !== 0).map(({ output }) => output);
  const odd = packed.files.filter(
    ({ path }) =>
      !/^(dist\/(lib|runtime)\/|docs\/|templates\/|package\.json$|(README|API|ARCHITECTURE|CONTRIBUTING|SECURITY)\.md$|LICENSE$|CHANGELOG\.md$|problem-matcher\.json$)/.test(
        path,
      ),
  );
  const shipped = new Set(packed.files.map(({ path }) => path));
  report(
    [...problems, ...brokenLinks(shipped), ...odd.map(({ path }) => `${path} does not belong in the package`)],
    `${packed.files.length} files, ${Math.round(packed.size / 1024)} KiB packed`,
  );
} finally {
  rmSync(scratch, { recursive: true });
}

/**
 * Relative links of shipped pages to files that are not shipped: a reader of the package, or of its page at the registry, cannot follow them.
 * Pictures are not shipped; the page at the registry takes them from the repository.
 * @param {Set<string>} shipped
 */
function brokenLinks(shipped) {
  return [...shipped]
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      [
        ...read(path)
          .replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
          .matchAll(/(?<!!\[[^\]]*)\]\((?!https?:|#|mailto:)([^)#\s]+)/g),
      ].flatMap(([, link = '']) => {
        const target = normalize(join(dirname(path), link)).replace(/\/$/, '');
        const isThere = shipped.has(target) || [...shipped].some((one) => one.startsWith(`${target}/`));
        return isThere ? [] : [`${path} links ${link}, which is not in the package; ship it, or link it by its address`];
      }),
    );
}
