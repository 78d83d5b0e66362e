import * as roles from '../../src';
import * as catalogue from '../../src/catalogue';
import { newChart, problemsOf } from '../support/app';

type Make = (chart: ReturnType<typeof newChart>) => unknown;

type Unchecked = new (...given: readonly unknown[]) => unknown;

// as a program has them that no compiler reads
const { GitClone, Gitleaks, Gosec, SeverityGate, Summary, Trivy } = catalogue as unknown as Record<
  'GitClone' | 'Gitleaks' | 'Gosec' | 'SeverityGate' | 'Summary' | 'Trivy',
  Unchecked
>;
const { Producer, SecurityPipeline } = roles as unknown as Record<'Producer' | 'SecurityPipeline', Unchecked>;

function scan(parts: (chart: ReturnType<typeof newChart>) => object): Make {
  return (chart) => {
    const fine = {
      source: new GitClone(chart, 'clone'),
      producers: [new Gosec(chart, 'gosec')],
      consumers: [new Summary(chart, 'summary')],
    };
    return new SecurityPipeline(chart, 'scan', { ...fine, ...parts(chart) });
  };
}

describe('an untyped program gets an error', () => {
  const cases: readonly (readonly [string, Make, string])[] = [
    [
      'that a security pipeline has parts',
      (chart) => new SecurityPipeline(chart, 'scan', undefined),
      'app/scan props: expected { source, producers, consumers }, found undefined',
    ],
    [
      'that the source is missing',
      scan(() => ({ source: undefined })),
      "app/scan source: expected a source, such as new GitClone(chart, 'git-clone'), found undefined",
    ],
    [
      'that a scanner is no source',
      scan((chart) => ({ source: new Gitleaks(chart, 'leaks') })),
      `app/scan source: expected a source, such as new GitClone(chart, 'git-clone'), found "app/leaks", of role producer`,
    ],
    [
      'that producers are a list',
      scan((chart) => ({ producers: new Gitleaks(chart, 'leaks') })),
      `app/scan producers: expected an array, each item a producer, such as new Gosec(chart, 'gosec'), found "app/leaks", of role producer`,
    ],
    [
      'that a name is no scanner',
      scan(() => ({ producers: ['gosec'] })),
      `app/scan producers[0]: expected a producer, such as new Gosec(chart, 'gosec'), found "gosec"`,
    ],
    [
      'that a class must be made with new',
      scan(() => ({ producers: [Gosec] })),
      `app/scan producers[0]: expected a producer, such as new Gosec(chart, 'gosec'), found the class or function "Gosec"`,
    ],
    [
      'that a plain Task has no role',
      scan((chart) => ({
        consumers: [new roles.Task(chart, 'send', { steps: () => [{ name: 'send', image: 'busybox:1.37.0', command: ['true'] }] })],
      })),
      `app/scan consumers[0]: expected a consumer, such as new Summary(chart, 'summary'), found "app/send", without a role`,
    ],
    [
      'that a scanner is no enricher',
      scan((chart) => ({ enrichers: [new Gitleaks(chart, 'leaks')] })),
      `app/scan enrichers[0]: expected an enricher, such as new Deduplicate(chart, 'deduplicate'), found "app/leaks", of role producer`,
    ],
    [
      'that there must be consumers',
      scan(() => ({ consumers: undefined })),
      "app/scan consumers: expected an array, each item a consumer, such as new Summary(chart, 'summary'), found undefined",
    ],
    [
      'which severities there are',
      (chart) => new SeverityGate(chart, 'gate', { failOn: 'HIGH' }),
      'app/gate failOn: unknown value "HIGH"; expected one of: critical, high, medium, low',
    ],
    [
      'what Trivy can look for',
      (chart) => new Trivy(chart, 'trivy', { scanners: ['vulns'] }),
      'app/trivy scanners: unknown value "vulns"; expected one of: vuln, secret, misconfig, license',
    ],
    [
      'that arguments are a list',
      (chart) => new Gosec(chart, 'gosec', { args: '-v' }),
      `app/gosec args: expected an array of strings, such as args: ['-v'], found "-v"`,
    ],
    [
      'that a Producer scans by a function',
      (chart) => new Producer(chart, 'hadolint', {}),
      'app/hadolint scan: expected a function that returns the step of the scanner, found undefined; write scan: ({ sarif }) => ({ image, args })',
    ],
    [
      'that it must return a step',
      (chart) => new Producer(chart, 'hadolint', { scan: () => undefined }),
      'app/hadolint the return value of scan: expected a step such as { image, args }, found undefined',
    ],
    [
      'that exit codes are a list',
      (chart) => new Producer(chart, 'hadolint', { okExitCodes: 1, scan: () => ({ image: 'hadolint/hadolint' }) }),
      'app/hadolint okExitCodes: expected an array, such as okExitCodes: [0, 1], found the number 1',
    ],
    [
      'that an exit code has one meaning',
      (chart) =>
        new Producer(chart, 'hadolint', { okExitCodes: [0, 1], nothingExitCodes: [1], scan: () => ({ image: 'hadolint/hadolint' }) }),
      'app/hadolint nothingExitCodes: expected exit codes that okExitCodes does not have, found [1]; remove 1 from one of them',
    ],
    [
      'that 0 is an exit code of a finished scan',
      (chart) => new Producer(chart, 'hadolint', { findingsExitCodes: [0, 2], scan: () => ({ image: 'hadolint/hadolint' }) }),
      'app/hadolint findingsExitCodes: expected exit codes that okExitCodes does not have, found [0, 2]; remove 0 from one of them',
    ],
    [
      'which levels findings have',
      (chart) => new Producer(chart, 'hadolint', { defaultLevel: 'high', scan: () => ({ image: 'hadolint/hadolint' }) }),
      'app/hadolint defaultLevel: unknown value "high"; expected one of: error, warning, note',
    ],
    [
      'that a name is no workspace',
      scan(() => ({ workspace: 'sources' })),
      `app/scan workspace: expected a Workspace, such as Workspace.existingClaim('sources'), found "sources"`,
    ],
    [
      'that a name is no workspace of credentials either',
      scan(() => ({ sourceWorkspaces: { 'ssh-directory': 'github' } })),
      `app/scan sourceWorkspaces.ssh-directory: expected a Workspace, such as Workspace.existingClaim('sources'), found "github"`,
    ],
  ];

  it.each(cases)('%s', (_title, make, message) => {
    const chart = newChart();
    make(chart);

    expect(problemsOf(chart).map((problem) => problem.replace(/^\[(.*?)\] TW288 /, '$1 '))).toEqual([message]);
  });
});
