// history.mjs SOURCES FOLDER COMMIT...: compares the scans FOLDER/COMMIT.sarif one after the other as `Baseline` does, and judges every finding
// by `git diff`. Called by history.sh.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { compareWithBaseline, completeLog, mergeLogs, readSarif } = createRequire(import.meta.url)('../../dist/lib/findings');
const [sources = '', folder = '', ...commits] = process.argv.slice(2);

const wrong = { new: 0, lost: 0 };

function logOf(commit) {
  const { log, problem } = readSarif(readFileSync(join(folder, `${commit}.sarif`), 'utf8'), { file: commit, sourceRoots: [sources] });
  if (log === undefined) throw new Error(problem);
  return mergeLogs([completeLog(log, { read: (path) => git(['show', `${commit}:${path}`]).stdout, roots: [sources] })]);
}

function isThere(commit, path) {
  return git(['cat-file', '-e', `${commit}:${decodeURIComponent(path)}`]).status === 0;
}

function findingsOf(log) {
  return log.runs.flatMap(({ results }) =>
    results.flatMap(({ ruleId, locations, baselineState }) => {
      const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
      return baselineState === 'absent'
        ? []
        : [{ rule: ruleId, path: decodeURIComponent(artifactLocation?.uri ?? ''), line: region?.startLine ?? 0, state: baselineState }];
    }),
  );
}

/**
 * Findings are judged in groups of one rule at equal lines of a file, which nothing tells apart: as many must be known as were at these lines
 * in the scan before.
 */
function judge(old, commit, log) {
  const lines = new Lines(old.commit, commit);
  const known = countBy(old.findings, keyOf);
  for (const group of groupBy(findingsOf(log), (one) => `${one.rule} ${one.path} ${lines.textOf(commit, one.path, one.line)}`).values()) {
    const [first] = group;
    const { rule, path } = first;
    let expected = 0;
    for (const [line, there] of groupBy(group, (one) => one.line)) {
      const origin = lines.originOf(path, line);
      expected += origin === undefined ? 0 : Math.min(there.length, known.get(`${rule} ${origin}`) ?? 0);
    }
    const found = group.filter(({ state }) => state !== 'new').length;
    if (found < expected) report('new', keyOf(first), commit, expected - found);
    // a line that was moved within its file is the same finding
    if (found > expected && !lines.wasMoved(path, first.line, rule, old.findings)) report('lost', keyOf(first), commit, found - expected);
  }
}

function report(kind, key, commit, count) {
  wrong[kind] += count;
  console.log(`${commit.slice(0, 10)} ${kind === 'new' ? 'wrongly new' : 'lost'}: ${key}`);
}

function keyOf({ rule, path, line }) {
  return `${rule} ${path}:${line}`;
}

function groupBy(list, key) {
  const groups = new Map();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

function countBy(list, key) {
  return new Map([...groupBy(list, key)].map(([name, group]) => [name, group.length]));
}

/** Where each line of a commit was in the commit before it, by `git diff`. */
class Lines {
  constructor(from, to) {
    this.from = from;
    this.to = to;
    this.hunks = new Map();
    this.renamed = new Map();
    this.added = new Set();
    this.texts = new Map();
    let [old, path] = ['', ''];
    for (const line of git(['diff', '-U0', '-M', '--no-color', '--no-ext-diff', from, to]).stdout.split('\n')) {
      if (line.startsWith('rename from ')) old = line.slice(12);
      if (line.startsWith('rename to ')) this.renamed.set(line.slice(10), old);
      if (line.startsWith('--- ')) old = line.slice(6);
      if (line.startsWith('+++ ')) path = line.slice(6);
      if (line.startsWith('+++ ') && old === 'ev/null') this.added.add(path);
      const [, a, b = '1', c, d = '1'] = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
      if (a !== undefined) this.hunks.set(path, [...(this.hunks.get(path) ?? []), [a, b, c, d].map(Number)]);
    }
  }

  originOf(path, line) {
    if (this.added.has(path)) return undefined;
    let shift = 0;
    for (const [, removed, start, added] of this.hunks.get(path) ?? []) {
      // a hunk without added lines stands behind its line
      const first = added === 0 ? start + 1 : start;
      if (line < first) break;
      if (line < first + added) return undefined;
      shift += removed - added;
    }
    return `${this.renamed.get(path) ?? path}:${line + shift}`;
  }

  wasMoved(path, line, rule, findings) {
    const text = this.textOf(this.to, path, line);
    const old = this.renamed.get(path) ?? path;
    return findings.some(
      (one) =>
        one.rule === rule && (one.path === old || !isThere(this.to, one.path)) && this.textOf(this.from, one.path, one.line) === text,
    );
  }

  textOf(commit, path, line) {
    const key = `${commit}:${path}`;
    if (!this.texts.has(key)) this.texts.set(key, git(['show', key]).stdout.split('\n'));
    return this.texts.get(key)[line - 1]?.replace(/\s+/g, ' ').trim();
  }
}

function git(args) {
  return spawnSync('git', ['-C', sources, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

let baseline;
let before;
const sums = { new: 0, unchanged: 0, updated: 0, absent: 0 };
for (const commit of commits) {
  const scanned = logOf(commit);
  const now = `2026-01-01T00:00:00Z`;
  const { log, next, counts } = compareWithBaseline(scanned, baseline ?? { version: '2.1.0', runs: [] }, {
    now,
    fileExists: (path) => isThere(commit, path),
  });
  if (before !== undefined) {
    for (const name of Object.keys(sums)) sums[name] += counts[name];
    judge(before, commit, log);
  }
  [baseline, before] = [next, { commit, findings: findingsOf(scanned) }];
  console.log(`${commit.slice(0, 10)} ${JSON.stringify(counts)}`);
}
console.log(`${commits.length} commits: ${JSON.stringify(sums)}; wrongly new: ${wrong.new}, lost: ${wrong.lost}`);
process.exitCode = wrong.new + wrong.lost === 0 ? 0 : 1;
