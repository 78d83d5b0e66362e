import type { Manifest } from '../../../src/spec';
import { write } from '../run';
import { stopServers } from '../servers';
import { kubeconfig, type Outcome, tekwire } from './command';
import { EmulatedApi, type Fault } from './emulated-api';

const ROOT = '/apis/tekton.dev/v1/namespaces/ci';
const taskOf = (name: string): Manifest => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Task',
  metadata: { name },
  spec: { steps: [{ name: 'run', image: 'busybox:1.37.0' }] },
});
const ci: Manifest = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'ci' },
  spec: { tasks: ['one', 'two', 'three'].map((name) => ({ name, taskRef: { name } })) },
};
const all = [taskOf('one'), taskOf('two'), taskOf('three'), ci];
const APPLIED = /^(Task "(one|two|three)"|Pipeline "ci") in ci (created|unchanged)$/;

const now = { 'retry-after': '0' };
const status = (code: number, reason: string, message: string, details?: object): Fault => ({
  status: code,
  headers: now,
  body: { kind: 'Status', reason, message, details },
});
const conflict = { reason: 'FieldManagerConflict', message: 'conflict with "kubectl"', field: '.spec.steps' };
const overloaded = status(429, 'TooManyRequests', 'too many requests');
const denied = 'admission webhook "validation.acme.example" denied the request: no owner';

/** The end of the third object: of its dry run, when nothing is applied yet, or of its apply. */
const dryRun = 'tasks/two?fieldManager=tekwire&fieldValidation=Strict&dryRun=All';
const apply = /PATCH .*tasks\/two\?fieldManager=tekwire&fieldValidation=Strict$/;
const NOTHING = 'nothing was applied';
const PARTLY = /applied before: .*; run the same command again to complete it/;

interface Case {
  readonly fault: Fault;
  /** Part of the requests that end so. */
  readonly of: string | RegExp;
  readonly code: number;
  readonly message: RegExp;
  /** What is said of what was applied. */
  readonly state: string | RegExp;
  readonly options?: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'is overloaded from the start': {
    fault: overloaded,
    of: ' /',
    code: 3,
    message: /the API server is overloaded \(too many requests\); try again later/,
    state: NOTHING,
  },
  'is overloaded in the middle': { fault: overloaded, of: apply, code: 3, message: /overloaded/, state: PARTLY },
  'is unavailable behind a proxy': {
    fault: { status: 503, headers: now, body: { message: 'no endpoints available' } },
    of: apply,
    code: 3,
    message: /cannot apply Task "two": no endpoints available/,
    state: PARTLY,
  },
  'has another writer at every attempt': {
    fault: status(409, 'Conflict', 'the object has been modified; please apply your changes to the latest version'),
    of: apply,
    code: 3,
    message:
      /cannot apply Task "two": somebody else changes the object at the same time \(the object has been modified.*\); try again later/,
    state: PARTLY,
  },
  'finds fields of another manager': {
    fault: status(409, 'Conflict', 'Apply failed with 1 conflict', { causes: [conflict] }),
    of: dryRun,
    code: 1,
    message:
      /Task "two": fields are managed by "kubectl"; change the fields where "kubectl" sets them, or take them over with kubectl apply/,
    state: NOTHING,
  },
  'has a webhook that refuses the third object': {
    fault: status(400, 'BadRequest', denied),
    of: dryRun,
    code: 1,
    message: /cannot apply Task "two": admission webhook "validation\.acme\.example" denied the request: no owner/,
    state: NOTHING,
  },
  'has a webhook that refuses the third object only when it is applied': {
    fault: status(403, 'Forbidden', denied),
    of: apply,
    code: 1,
    message: /cannot apply Task "two": admission webhook .* no owner$/m,
    state: PARTLY,
  },
  'has a webhook that does not answer': {
    fault: status(
      500,
      'InternalError',
      'Internal error occurred: failed calling webhook "webhook.pipeline.tekton.dev": connection refused by the test',
    ),
    of: dryRun,
    code: 1,
    message: /an admission webhook does not answer .*; is the pod of the webhook running\?/,
    state: NOTHING,
  },
  'no longer accepts the token': {
    fault: status(401, 'Unauthorized', 'the token has expired'),
    of: apply,
    code: 3,
    message: /does not accept the credentials \(the token has expired\); log in again/,
    state: PARTLY,
  },
  'forbids the namespace': {
    fault: status(403, 'Forbidden', 'tasks.tekton.dev "two" is forbidden: User "dev" cannot patch resource "tasks" in the namespace "ci"'),
    of: dryRun,
    code: 1,
    message: /User "dev" cannot patch .*; ask for the permission, or choose another namespace or context/,
    state: NOTHING,
  },
  'has no such namespace': {
    fault: status(404, 'NotFound', 'namespaces "ci" not found', { kind: 'namespaces', name: 'ci' }),
    of: dryRun,
    code: 1,
    message: /namespace "ci" does not exist; kubectl create namespace ci/,
    state: NOTHING,
  },
  'is deleting the namespace': {
    fault: status(
      403,
      'Forbidden',
      'tasks "two" is forbidden: unable to create new content in namespace ci because it is being terminated',
    ),
    of: apply,
    code: 1,
    message: /namespace "ci" is being deleted; wait until it is gone, and create it again/,
    state: PARTLY,
  },
  'has no quota left': {
    fault: status(403, 'Forbidden', 'tasks "two" is forbidden: exceeded quota: objects, requested: count/tasks=1'),
    of: apply,
    code: 1,
    message: /cannot apply Task "two": .*exceeded quota/,
    state: PARTLY,
  },
  'does not have the kinds of Tekton': {
    fault: status(404, 'NotFound', 'the server could not find the requested resource'),
    of: 'GET /apis/tekton.dev/v1',
    code: 1,
    message: /the cluster has no Task of tekton\.dev\/v1; install Tekton Pipelines/,
    state: NOTHING,
  },
  'is too slow': {
    fault: 'wait',
    of: `PATCH ${ROOT}/tasks/one`,
    code: 3,
    message: /no answer in time; try again, or allow more with --request-timeout SECONDS/,
    state: NOTHING,
    options: ['--request-timeout', '1'],
  },
  'is gone in the middle': { fault: 'hang up', of: apply, code: 3, message: /no answer \(.*\); is the cluster running/, state: PARTLY },
  'is not an API server any more': {
    fault: { status: 404, body: 'a page' as unknown as object },
    of: apply,
    code: 3,
    message: /status 404, and no answer of an API server; is this its address\?/,
    state: PARTLY,
  },
};

describe('tekwire deploy to an API server that', () => {
  let api: EmulatedApi;
  const deploy = (...options: readonly string[]): Promise<Outcome> => {
    const config = kubeconfig('faulty.json', api.address);
    return tekwire([
      'deploy',
      '--kubeconfig',
      config,
      '--name',
      'team',
      ...options,
      write('faulty.yaml', all.map((one) => JSON.stringify(one)).join('\n---\n')),
    ]);
  };
  const stored = () => [...api.objects.keys()].filter((path) => path.startsWith(ROOT)).map((path) => path.slice(ROOT.length + 1));

  beforeEach(async () => {
    api = new EmulatedApi();
    await api.start();
  });
  afterEach(stopServers);

  it.each(Object.entries(cases))(
    '%s ends in a message, and the same call completes it later',
    async (_, { fault, of, code, message, state, options = [] }) => {
      // as often as the command tries
      api.faults.push(...Array.from({ length: 40 }, () => ({ of, fault })));

      const interrupted = await deploy(...options);

      expect([interrupted.code, interrupted.err.join('\n')]).toEqual([code, expect.stringMatching(message)]);
      expect(interrupted.err.join('\n')).toMatch(state);
      if (state !== PARTLY) expect(stored()).toEqual([]);
      expect(interrupted.err.join('\n')).not.toMatch(/internal error|^\s+at /m);
      expect(JSON.stringify(interrupted)).not.toContain('secret-token');

      api.faults.length = 0;
      const { code: completed, out, err } = await deploy();

      expect([completed, err]).toEqual([0, []]);
      expect(out.length).toBe(4);
      for (const line of out) expect(line).toMatch(APPLIED);
      expect(stored().sort()).toEqual(['pipelines/ci', 'tasks/one', 'tasks/three', 'tasks/two']);
    },
  );
});
