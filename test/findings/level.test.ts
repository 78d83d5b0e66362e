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

it('a result without a level gets the one that its scanner stands for; levels of results and rules stay', () => {
  const severities = listFindings(addMissingLevels(log, 'error')).map(({ severity }) => severity);

  expect(severities).toEqual(['high', 'medium', 'low']);
});
