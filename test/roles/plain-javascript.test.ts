import * as roles from '../../src';
import * as catalogue from '../../src/catalogue';
import { newChart } from '../support/app';

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

describe('in plain JavaScript, where no compiler helps, a program is told', () => {
  const cases: readonly (readonly [string, Make, string])[] = [
    [
      'that a security pipeline has parts',
      (chart) => new SecurityPipeline(chart, 'scan', undefined),
      'app/scan props: undefined is given; write { source, producers, consumers }',
    ],
    [
      'that the source is missing',
      scan(() => ({ source: undefined })),
      "app/scan source: undefined is given; write a source, as in new GitClone(chart, 'git-clone')",
    ],
    [
      'that a scanner is no source',
      scan((chart) => ({ source: new Gitleaks(chart, 'leaks') })),
      `app/scan source: "app/leaks", of role producer, is given; write a source, as in new GitClone(chart, 'git-clone')`,
    ],
    [
      'that producers are a list',
      scan((chart) => ({ producers: new Gitleaks(chart, 'leaks') })),
      `app/scan producers: "app/leaks", of role producer, is given; write an array, each item a producer, as in new Gosec(chart, 'gosec')`,
    ],
    [
      'that a name is no scanner',
      scan(() => ({ producers: ['gosec'] })),
      `app/scan producers[0]: "gosec" is given; write a producer, as in new Gosec(chart, 'gosec')`,
    ],
    [
      'that a class must be made with new',
      scan(() => ({ producers: [Gosec] })),
      `app/scan producers[0]: "Gosec", a class or function, is given; write a producer, as in new Gosec(chart, 'gosec')`,
    ],
    [
      'that a plain Task has no role',
      scan((chart) => ({
        consumers: [new roles.Task(chart, 'send', { steps: () => [{ name: 'send', image: 'busybox:1.37.0', command: ['true'] }] })],
      })),
      `app/scan consumers[0]: "app/send", without a role, is given; write a consumer, as in new Summary(chart, 'summary')`,
    ],
    [
      'that a scanner is no enricher',
      scan((chart) => ({ enrichers: [new Gitleaks(chart, 'leaks')] })),
      `app/scan enrichers[0]: "app/leaks", of role producer, is given; write an enricher, as in new Deduplicate(chart, 'deduplicate')`,
    ],
    [
      'that there must be consumers',
      scan(() => ({ consumers: undefined })),
      "app/scan consumers: undefined is given; write an array, each item a consumer, as in new Summary(chart, 'summary')",
    ],
    [
      'which severities there are',
      (chart) => new SeverityGate(chart, 'gate', { failOn: 'HIGH' }),
      'app/gate failOn: "HIGH" is given; expected one of: critical, high, medium, low',
    ],
    [
      'what Trivy can look for',
      (chart) => new Trivy(chart, 'trivy', { scanners: ['vulns'] }),
      'app/trivy scanners: "vulns" is given; expected one of: vuln, secret, misconfig, license',
    ],
    [
      'that arguments are a list',
      (chart) => new Gosec(chart, 'gosec', { args: '-v' }),
      `app/gosec args: "-v" is given; write an array of strings, as in args: ['-v']`,
    ],
    [
      'that a Producer scans by a function',
      (chart) => new Producer(chart, 'hadolint', {}),
      'app/hadolint scan: undefined is given; write a function that returns the step of the scanner, as in scan: ({ sarif }) => ({ image, args })',
    ],
    [
      'that it must return a step',
      (chart) => new Producer(chart, 'hadolint', { scan: () => undefined }),
      'app/hadolint the return value of scan: undefined is given; write a function that returns the step of the scanner, as in scan: ({ sarif }) => ({ image, args })',
    ],
    [
      'that exit codes are a list',
      (chart) => new Producer(chart, 'hadolint', { okExitCodes: 1, scan: () => ({ image: 'hadolint/hadolint' }) }),
      'app/hadolint okExitCodes: "1" is given; write an array, as in okExitCodes: [0, 1]',
    ],
    [
      'which levels findings have',
      (chart) => new Producer(chart, 'hadolint', { defaultLevel: 'high', scan: () => ({ image: 'hadolint/hadolint' }) }),
      'app/hadolint defaultLevel: "high" is given; expected one of: error, warning, note',
    ],
    [
      'that a name is no workspace',
      scan(() => ({ workspace: 'sources' })),
      `app/scan workspace: "sources" is given; write a Workspace, as in Workspace.existingClaim('sources')`,
    ],
    [
      'that a name is no workspace of credentials either',
      scan(() => ({ sourceWorkspaces: { 'ssh-directory': 'github' } })),
      `app/scan sourceWorkspaces.ssh-directory: "github" is given; write a Workspace, as in Workspace.existingClaim('sources')`,
    ],
  ];

  it.each(cases)('%s', (_title, make, message) => {
    expect(() => make(newChart())).toThrow(new Error(message));
  });
});
