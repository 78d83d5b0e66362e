import type { SarifLog } from '../../src/findings';
import { addMissingLevels, listFindings } from '../../src/findings';

const log: SarifLog = {
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'gitleaks', rules: [{ id: 'levelled', defaultConfiguration: { level: 'note' } }, { id: 'bare' }] } },
      results: [
        { ruleId: 'bare', message: { text: 'a key' } },
        { ruleId: 'bare', level: 'warning', message: { text: 'another' } },
        { ruleId: 'levelled', message: { text: 'a third' } },
      ],
    },
  ],
};

it('a result without a level gets the level of its scanner; levels of results and rules are kept', () => {
  const severities = listFindings(addMissingLevels(log, 'error')).map(({ severity }) => severity);

  expect(severities).toEqual(['high', 'medium', 'low']);
});

it('a result with a higher severity by word, score or rank than the level of its scanner keeps it', () => {
  const results = [
    { ruleId: 'a', message: { text: '' }, properties: { severity: 'CRITICAL' } },
    { ruleId: 'b', message: { text: '' }, rank: 95 },
    { ruleId: 'scored/1', message: { text: '' } },
    { ruleId: 'worded', message: { text: '' } },
    { ruleId: 'c', kind: 'pass', message: { text: '' } },
  ];
  const rules = [
    { id: 'scored', properties: { 'security-severity': '9.8' } },
    { id: 'worded', properties: { 'problem.severity': 'error' } },
  ];
  const graded = addMissingLevels({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x', rules } }, results }] }, 'note');

  expect(listFindings(graded).map(({ severity }) => severity)).toEqual(['critical', 'critical', 'critical', 'high']);
  expect(graded.runs[0]?.results).toEqual(results);
});
