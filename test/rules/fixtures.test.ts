import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { shellcheck } from '../../src/cli/shellcheck';
import { formatDiagnostic } from '../../src/diagnostics';
import { allRules, checkDocuments, type Document, type Rule, retiredRules, wiringRules } from '../../src/rules';

// what it finds in scripts can only be seen where it is installed
const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
const folders = readdirSync(__dirname, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

function problems(code: string, file: string): string {
  const documents = parseAllDocuments(readFileSync(join(__dirname, code, file), 'utf8'));
  const isAdvice = allRules.some((rule) => rule.code === code && rule.lint !== undefined);
  const found = checkDocuments(
    documents.map((document, index): Document => ({ origin: file, index, manifest: document.toJS() })),
    // advice of other rules is left out, so that a new rule changes no example but its own
    { lint: isAdvice && ['none', code], examineScripts: shellcheck((why) => why) },
  );
  return found.map((diagnostic) => `${formatDiagnostic(diagnostic)}\n`).join('');
}

it('every rule has a folder, and every folder a rule', () => {
  expect(folders.sort()).toEqual(allRules.map((rule) => rule.code).sort());
});

it('every code belongs to one rule', () => {
  expect(new Set(allRules.map((rule) => rule.code)).size).toBe(allRules.length);
});

it('no rule uses a retired code, and its replacement exists', () => {
  const codes = new Set([...allRules, ...wiringRules].map(({ code }) => code));

  for (const { code, replacedBy } of retiredRules) expect([codes.has(code), codes.has(replacedBy)]).toEqual([false, true]);
});

describe.each(allRules.map(({ code, title }: Rule) => ({ code, title })))('$code $title', ({ code }) => {
  const testIt = code === 'TW580' && !hasShellcheck ? it.skip : it;

  testIt('the bad manifest gives exactly the messages in bad.txt, its own among them', () => {
    const found = problems(code, 'bad.yaml');

    expect(found).toBe(readFileSync(join(__dirname, code, 'bad.txt'), 'utf8'));
    expect(found).toContain(`${code} bad.yaml`);
  });

  it('the good example has no errors and no diagnostics of the rule', () => {
    expect(problems(code, 'ok.yaml')).toBe('');
  });
});
