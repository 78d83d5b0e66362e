import { spawnSync } from 'node:child_process';
import { Pipeline, param, sh, Task } from '../../src';
import { Schedule, type ScheduleProps } from '../../src/events';
import { cronMistake, timeZoneMistake } from '../../src/events/cron-expression';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

function scheduled(props: Partial<ScheduleProps> = {}, repositories = ['https://git.acme.example/web.git']) {
  const chart = newChart('app', { namespace: 'ci' });
  const scan = new Pipeline(chart, 'scan', { params: { url: param.string() } });
  scan.add(
    new Task(chart, 'gosec', {
      params: { url: param.string() },
      steps: ({ params }) => [{ name: 'run', image: 'busybox:1.37.0', script: sh`echo ${params.url}` }],
    }),
    { params: { url: scan.params.url } },
  );
  const nightly = new Schedule(chart, 'nightly', { cron: '0 2 * * *', ...props });
  for (const url of repositories) nightly.start({ pipeline: scan, params: { url } });
  return chart;
}

describe('a Schedule', () => {
  it('starts its runs under an account that can only create them', () => {
    const chart = scheduled({ timeZone: 'Europe/Berlin', concurrency: 'allow', suspend: true });

    expect(problemsOf(chart)).toEqual([]);
    expect(specOf(chart, 'CronJob', 'nightly')).toMatchObject({
      schedule: '0 2 * * *',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Allow',
      suspend: true,
      jobTemplate: { spec: { template: { spec: { serviceAccountName: 'nightly-schedule', restartPolicy: 'Never' } } } },
    });
    const role = manifestsOf(chart).find(({ kind, metadata }) => kind === 'Role' && metadata?.name === 'nightly-schedule');
    expect((role as unknown as { rules: unknown }).rules).toEqual([
      { apiGroups: ['tekton.dev'], resources: ['pipelineruns'], verbs: ['create'] },
      { apiGroups: ['triggers.tekton.dev'], resources: ['triggertemplates'], resourceNames: ['nightly'], verbs: ['get'] },
    ]);
  });

  it('runs a program that Node.js accepts without a file', () => {
    const job = specOf(scheduled(), 'CronJob', 'nightly') as {
      jobTemplate: { spec: { template: { spec: { containers: { command: string[] }[] } } } };
    };
    const [, , program = ''] = job.jobTemplate.spec.template.spec.containers[0]?.command ?? [];

    const { stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', env: {} });

    expect(stderr).toBe('environment variable NAMESPACE is not set\n');
  });

  it('starts the runs of many repositories with one CronJob', () => {
    const chart = scheduled(
      {},
      Array.from({ length: 60 }, (_, at) => `https://git.acme.example/${at}.git`),
    );

    expect(manifestsOf(chart).filter(({ kind }) => kind === 'CronJob')).toHaveLength(1);
    const { resourcetemplates } = specOf(chart, 'TriggerTemplate', 'nightly') as { resourcetemplates: readonly { spec: unknown }[] };
    expect(resourcetemplates).toHaveLength(60);
    expect(resourcetemplates[59]).toMatchObject({
      metadata: { generateName: 'scan-' },
      spec: {
        params: [{ name: 'url', value: 'https://git.acme.example/59.git' }],
        taskRunTemplate: { serviceAccountName: 'nightly-scan' },
      },
    });
  });

  it('has runs that are checked like any other', () => {
    const chart = newChart('app', { namespace: 'ci' });
    new Schedule(chart, 'nightly', { cron: '@daily' }).start({
      pipeline: Pipeline.fromCluster('scan', { params: { url: param.string({ default: 'a' }) } }),
      params: { ur: 'a' } as never,
    });

    expect(problemsOf(chart)).toEqual([expect.stringContaining('TW335')]);
  });
});

it.each([
  ['0 2 * * *', undefined],
  ['*/15 0-6,22 1 jan-mar MON-fri', undefined],
  ['@daily', undefined],
  ['@every 1h30m', undefined],
  ['0 2 * *', 'it has 4 fields; expected 5: minute, hour, day of the month, month, day of the week'],
  ['@every 5minutes', 'unknown word "@every 5minutes"; expected one of: @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly'],
  ['60 2 * * *', '"60" is not a valid minute; expected 0 to 59, *, a range or a step such as */15'],
  ['0 2 * * 7', '"7" is not a valid day of the week; expected 0 to 6, *, a range or a step such as */15'],
  ['0 5-2 * * *', '"5-2" is not a valid hour; expected 0 to 23, *, a range or a step such as */15'],
  ['*/0 * * * *', '"*/0" is not a valid minute; expected 0 to 59, *, a range or a step such as */15'],
  ['TZ=UTC 0 2 * * *', 'a time zone belongs into timeZone'],
])('the schedule "%s" is checked', (schedule, mistake) => {
  expect(cronMistake(schedule)).toBe(mistake);
});

it('a time zone has a name of the IANA database', () => {
  expect(timeZoneMistake('Europe/Berlin')).toBeUndefined();
  expect(timeZoneMistake('Europe/Berln')).toBe('unknown time zone "Europe/Berln"; expected a name such as Europe/Berlin or Etc/UTC');
});
