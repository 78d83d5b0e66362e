import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { addIdentities, addStoreFields, deduplicate, mergeLogs, printSarif, type SarifLog, separateIdentities } from '../../src/findings';
import { schemaProblems } from '../findings/schema';
import { readRecorded, tools } from './recorded';

/** What all tools have found, as the step `deduplicate` writes it. */
function merged(): SarifLog {
  const named = tools.map((tool) => addIdentities(readRecorded(tool), { read: () => undefined }));
  return addStoreFields(separateIdentities(deduplicate(mergeLogs(named))));
}

it('the reports of all tools are valid SARIF', () => {
  expect(schemaProblems(JSON.parse(printSarif(merged())))).toEqual([]);
});

it('every rule has the strings that GitHub shows, every run an id, every result a rule', () => {
  for (const { tool, results, automationDetails } of merged().runs) {
    const rules = tool.driver.rules ?? [];
    const ids = new Set(rules.map(({ id }) => id));

    expect(automationDetails?.id).toMatch(/./);
    expect(rules.filter((rule) => !rule.shortDescription?.text || !rule.fullDescription?.text || !rule.help?.text)).toEqual([]);
    expect(results.filter(({ ruleId = '' }) => !ids.has(ruleId) && !ids.has(ruleId.replace(/\/.*/, '')))).toEqual([]);
  }
});

// Microsoft's own judge is 104 MB: run.sh installs it.
const multitool = process.env.SARIF_MULTITOOL;
(multitool ? it : it.skip)(
  'sarif-multitool finds no error by the rules of SARIF and of GitHub',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'tekwire-sarif-'));
    const [file, report] = [join(folder, 'merged.sarif'), join(folder, 'report.sarif')];
    writeFileSync(file, printSarif(merged()));

    const args = ['validate', file, '--rule-kind', 'Sarif;Ghas', '--output', report, '--log', 'ForceOverwrite'];
    const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
    const { status, stdout } = spawnSync(multitool ?? '', args, { env, encoding: 'utf8' });

    expect([status, stdout]).toEqual([0, expect.stringContaining('Analysis completed successfully')]);
    const { runs } = JSON.parse(readFileSync(report, 'utf8')) as Log;
    const errors = runs.flatMap(({ results = [] }) => results).filter(({ level }) => level === 'error');
    expect(errors.map(({ ruleId, locations }) => `${ruleId} ${locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName}`)).toEqual([]);
  },
  120_000,
);

it('GitLab drops no finding of any tool: by its documentation it drops results without a rule or a file', () => {
  const dropped = merged().runs.map(({ tool, results }) => [
    tool.driver.name,
    results
      .filter(({ ruleId, locations }) => !ruleId || !locations?.[0]?.physicalLocation?.artifactLocation?.uri)
      .map(({ ruleId }) => ruleId),
  ]);

  expect(dropped).toEqual(dropped.map(([tool]) => [tool, []]));
});
