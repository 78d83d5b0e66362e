import assert from 'node:assert/strict';
import { it } from 'node:test';
import { read } from '../lib/project.mjs';
import { node } from '../lib/run.mjs';
import { released, releaseProblem, sectionOf } from '../release/changelog.mjs';

const changelog = '# Changelog\n\n## Unreleased\n\n### Added\n- b\n\n## 0.1.0 - 2026-11-29\n\n### Added\n- a\n';

it('the unreleased changes become the section of the version', () => {
  const after = released(changelog, '0.2.0', '2026-12-24');

  assert.equal(sectionOf(after, '0.2.0'), '### Added\n- b');
  assert.equal(sectionOf(after, '0.1.0'), '### Added\n- a');
  assert.equal(sectionOf(after, 'Unreleased'), '');
});

it('the first release says what its changes are compared with, and may have the version of package.json', () => {
  const before = '# Changelog\n\n## Unreleased\n\n### Added\n- a\n';
  const first = released(before, '0.1.0', '2026-12-24');

  assert.equal(releaseProblem({ changelog: before, current: '0.1.0', wanted: '0.1.0' }), undefined);
  assert.match(sectionOf(first, '0.1.0') ?? '', /^The first release\. .*\n\n### Added\n- a$/);
  assert.match(sectionOf(released(first, '0.2.0', '2026-12-25'), '0.2.0') ?? '', /^$/);
});

it('a release needs a newer version and changes', () => {
  const problem = (/** @type {string} */ wanted, text = changelog) => releaseProblem({ changelog: text, current: '0.1.0', wanted });

  assert.equal(problem('0.2.0'), undefined);
  assert.match(problem('0.1.0') ?? '', /has been released/);
  assert.match(problem('0.0.9') ?? '', /is older than 0\.1\.0/);
  assert.match(problem('v1') ?? '', /"v1" is not a version/);
  assert.match(problem('0.3.0', released(changelog, '0.2.0', '2026-12-24')) ?? '', /no unreleased changes/);
});

it('the changelog of the project has the changes of its version, or of the release to come, and they are printed', async () => {
  const { version } = JSON.parse(read('package.json'));
  const section = sectionOf(read('CHANGELOG.md'), version) === undefined ? 'Unreleased' : version;
  const { code, output } = await node(['tools/release.mjs', 'notes', section]);

  assert.equal(code, 0, output);
  assert.match(output, /^(The first release\. .*\n\n)?### Added\n- /);
});

it('no heading of the changelog is there twice in a version', () => {
  for (const section of read('CHANGELOG.md').split(/^## /m).slice(1)) {
    const headings = section.match(/^### .*$/gm) ?? [];

    assert.deepEqual(headings, [...new Set(headings)]);
  }
});
