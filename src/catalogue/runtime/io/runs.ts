import { createHash } from 'node:crypto';
import type { Answer, Api } from './cluster';

/** What to start, and whether earlier runs of the schedule matter. */
export interface Start {
  readonly namespace: string;
  /** The TriggerTemplate with the runs, which has the name of the schedule. */
  readonly schedule: string;
  /** The Job of this point in time; its name is part of the names of the runs, so that a second attempt starts nothing twice. */
  readonly job: string;
  readonly concurrency: 'allow' | 'forbid' | 'replace';
}

interface Run {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly generateName?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly status?: { readonly completionTime?: string };
}

const SCHEDULE = 'tekwire.dev/schedule';
const JOB = 'tekwire.dev/job';
const ATTEMPTS = 3;

/** Starts the runs of a schedule, and returns what it did, a line for each run. @throws Error when a run could not be started */
export async function startRuns(api: Api, start: Start, pause: (seconds: number) => Promise<void>): Promise<string[]> {
  const { namespace, schedule, concurrency } = start;
  const runs = `/apis/tekton.dev/v1/namespaces/${namespace}/pipelineruns`;
  const template = await read(api, `/apis/triggers.tekton.dev/v1beta1/namespaces/${namespace}/triggertemplates/${schedule}`);
  const active = concurrency === 'allow' ? [] : await activeRuns(api, runs, start);
  if (concurrency === 'forbid' && active.length > 0) return [`nothing started: ${active.join(', ')} of an earlier time still runs`];
  const lines: string[] = [];
  for (const name of active) {
    await expectStatus(await api('PATCH', `${runs}/${name}`, { spec: { status: 'CancelledRunFinally' } }), [200, 404], `cancel ${name}`);
    lines.push(`cancelled ${name}`);
  }
  const { spec } = template as { readonly spec: { readonly resourcetemplates: readonly Run[] } };
  const failures: string[] = [];
  for (const [at, run] of spec.resourcetemplates.entries()) {
    const named = withName(run, start, at);
    const answer = await attempts(() => api('POST', runs, named), pause);
    if (answer.status === 201 || answer.status === 409)
      lines.push(`${answer.status === 201 ? 'started' : 'was started'} ${named.metadata?.name}`);
    else failures.push(`${named.metadata?.name}: ${answer.status} ${messageOf(answer)}`);
  }
  if (failures.length > 0) throw new Error([...lines, 'not started:', ...failures].join('\n'));
  return lines;
}

/** A name that is the same in every attempt of the Job. */
function withName(run: Run, { schedule, job }: Start, at: number): Run {
  const { generateName = `${schedule}-`, name: _, labels, ...more } = run.metadata ?? {};
  const hash = createHash('sha256').update(`${job}/${at}`).digest('hex').slice(0, 10);
  const name = `${generateName.slice(0, 52)}${hash}`;
  return { ...run, metadata: { ...more, name, labels: { ...labels, [SCHEDULE]: schedule, [JOB]: job } } };
}

/** Runs of earlier times that have not ended. */
async function activeRuns(api: Api, runs: string, { schedule, job }: Start): Promise<string[]> {
  const { items } = (await read(api, `${runs}?labelSelector=${encodeURIComponent(`${SCHEDULE}=${schedule},${JOB}!=${job}`)}`)) as {
    readonly items: readonly Run[];
  };
  return items.filter(({ status }) => status?.completionTime === undefined).map(({ metadata }) => metadata?.name ?? '');
}

async function read(api: Api, path: string): Promise<unknown> {
  const answer = await api('GET', path);
  await expectStatus(answer, [200], `read ${path}`);
  return JSON.parse(answer.body);
}

async function expectStatus(answer: Answer, allowed: readonly number[], what: string): Promise<void> {
  if (!allowed.includes(answer.status)) throw new Error(`cannot ${what}: ${answer.status} ${messageOf(answer)}`);
}

/** Tries again when the server, or a webhook of Tekton behind it, does not answer for a moment. */
async function attempts(send: () => Promise<Answer>, pause: (seconds: number) => Promise<void>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send().catch((error: Error): Answer => ({ status: 0, body: error.message }));
    if (attempt === ATTEMPTS || (answer.status !== 0 && answer.status !== 429 && answer.status < 500)) return answer;
    await pause(attempt * 2);
  }
}

function messageOf({ body }: Answer): string {
  try {
    const { message } = JSON.parse(body) as { readonly message?: unknown };
    return String(message ?? body);
  } catch {
    return body.slice(0, 300);
  }
}
