import type { Answer, Api } from './cluster';

/** The run that waits for its turn, or ends the older ones. */
export interface Turn {
  readonly namespace: string;
  readonly run: string;
  readonly policy: 'queue' | 'cancel';
}

interface Run {
  readonly metadata: {
    readonly name: string;
    readonly uid?: string;
    readonly creationTimestamp: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: { readonly status?: string };
  readonly status?: { readonly completionTime?: string };
}

const PIPELINE = 'tekton.dev/pipeline';
const GROUP = 'tekwire.dev/group';
const PAUSE = 5;

/** Waits until no older run of the group runs, or cancels them. Returns what it did. @throws Error when the API server refuses it */
export async function takeTurn(api: Api, turn: Turn, pause: (seconds: number) => Promise<unknown>): Promise<string[]> {
  const runs = `/apis/tekton.dev/v1/namespaces/${turn.namespace}/pipelineruns`;
  const own = (await read(api, `${runs}/${turn.run}`)) as Run;
  const lines: string[] = [];
  for (let last = ''; ; await pause(PAUSE)) {
    const older = (await groupOf(api, runs, own)).filter((one) => isOlder(one, own));
    if (turn.policy === 'cancel') return [...lines, ...(await cancelled(api, runs, older))];
    const names = older.map(({ metadata }) => metadata.name).join(', ');
    if (names === '') return [...lines, 'no older run'];
    if (names !== last) lines.push(`waited for ${names}`);
    last = names;
  }
}

async function cancelled(api: Api, runs: string, older: readonly Run[]): Promise<string[]> {
  const lines: string[] = [];
  for (const { metadata, spec } of older) {
    if (spec?.status !== undefined && spec.status !== '') continue;
    const answer = await api('PATCH', `${runs}/${metadata.name}`, { spec: { status: 'CancelledRunFinally' } });
    // it is gone, or Tekton refuses a change because it has ended
    if (answer.status !== 200 && answer.status !== 404 && answer.status !== 400) fail(answer, `cancel ${metadata.name}`);
    lines.push(`cancelled ${metadata.name}`);
  }
  return lines.length === 0 ? ['no older run'] : lines;
}

/** The runs of the same pipeline and group that have not ended. */
async function groupOf(api: Api, runs: string, { metadata }: Run): Promise<readonly Run[]> {
  const pairs = [PIPELINE, GROUP].map((key) => (metadata.labels?.[key] === undefined ? `!${key}` : `${key}=${metadata.labels[key]}`));
  const { items } = (await read(api, `${runs}?labelSelector=${encodeURIComponent(pairs.join(','))}`)) as { readonly items: readonly Run[] };
  return items.filter(({ status }) => status?.completionTime === undefined);
}

/** Of two runs of the same second, that with the smaller name counts as the older one. */
function isOlder({ metadata: one }: Run, { metadata: own }: Run): boolean {
  if (one.name === own.name) return false;
  return one.creationTimestamp === own.creationTimestamp ? one.name < own.name : one.creationTimestamp < own.creationTimestamp;
}

async function read(api: Api, path: string): Promise<unknown> {
  const answer = await api('GET', path);
  return answer.status === 200 ? JSON.parse(answer.body) : fail(answer, `read ${path}`);
}

function fail({ status, body }: Answer, what: string): never {
  throw new Error(`cannot ${what}: ${status} ${body.slice(0, 300)}`);
}
