import { join } from 'node:path';
import { synthesise } from '../conformance/synthesise';
import { deleteNamespace } from './kubectl';
import { perform } from './perform';

describe('a run with the account of its pipeline', () => {
  it('has exactly the permissions that its Tasks declare', async () => {
    const { outcome } = await perform('tekwire-e2e-permissions', synthesise(join(__dirname, 'programs/permissions.ts')));

    expect([outcome.succeeded, outcome.message]).toEqual([true, expect.any(String)]);
    expect(outcome.tasks.ask?.results.answers).toEqual({
      declared: 'GET /configmaps 200, GET /configmaps/kube-root-ca.crt 200, GET /secrets/mine 200',
      undeclared: [
        'POST /configmaps 403',
        'DELETE /configmaps/kube-root-ca.crt 403',
        'GET /secrets 403',
        'GET /secrets/other 403',
        'GET /pods 403',
        'GET /api/v1/configmaps 403',
        'GET /api/v1/namespaces/kube-system/configmaps 403',
        'GET /apis/rbac.authorization.k8s.io/v1/namespaces/tekwire-e2e-permissions/roles 403',
      ].join(', '),
    });
  });
  afterAll(() => deleteNamespace('tekwire-e2e-permissions'));
});

describe('a run whose Tasks declare nothing', () => {
  it('has no token for the cluster in its pods', async () => {
    const { outcome } = await perform('tekwire-e2e-no-permissions', synthesise(join(__dirname, 'programs/no-permissions.ts')));

    expect(outcome.tasks.look?.results).toEqual({ token: 'none' });
  });
  afterAll(() => deleteNamespace('tekwire-e2e-no-permissions'));
});
