/**
 * The text of a version in CHANGELOG.md, without its heading; undefined when it has none.
 * @param {string} changelog
 * @param {string} version - such as `0.2.0`, or `Unreleased`
 */
export function sectionOf(changelog, version) {
  const [, ...sections] = changelog.split(/^## /m);
  const found = sections.find((section) => section.split(/\s/, 1)[0] === version);
  return found?.slice(found.indexOf('\n') + 1).trim();
}

/** What the section of the first release begins with: there is no version to which its changes could be compared. */
const FIRST = 'The first release. What is changed, fixed and secured is compared with earlier commits of the repository.\n';

/**
 * The changelog with its unreleased changes under the heading of a version, and an empty section above.
 * @param {string} changelog
 * @param {string} version
 * @param {string} date - as `2026-12-24`
 */
export function released(changelog, version, date) {
  const isFirst = !/^## \d/m.test(changelog);
  return changelog.replace('## Unreleased\n', () => `## Unreleased\n\n## ${version} - ${date}\n${isFirst ? `\n${FIRST}` : ''}`);
}

/**
 * Why a version cannot be released; undefined when it can.
 * @param {{ changelog: string, current: string, wanted: string }} facts
 */
export function releaseProblem({ changelog, current, wanted }) {
  if (!/^\d+\.\d+\.\d+$/.test(wanted)) return `"${wanted}" is not a version; expected three numbers, as 0.2.0`;
  // the version of package.json is that of the next release until it has a section
  if (sectionOf(changelog, wanted) !== undefined) return `${wanted} has been released; CHANGELOG.md has its section`;
  if (compare(wanted, current) < 0) return `${wanted} is older than ${current} in package.json`;
  if ((sectionOf(changelog, 'Unreleased') ?? '') === '') return 'CHANGELOG.md has no unreleased changes';
  return undefined;
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  const [left, right] = [a, b].map((one) => one.split('.').map(Number));
  for (let at = 0; at < 3; at++) if (left?.[at] !== right?.[at]) return (left?.[at] ?? 0) - (right?.[at] ?? 0);
  return 0;
}
