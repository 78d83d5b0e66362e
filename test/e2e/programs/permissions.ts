import { ApiObject, App, Chart } from 'cdk8s';
import { node, Pipeline, PipelineRun, PipelineServiceAccount, result, Task } from 'tekwire';

// A step that asks the cluster for what its Task declares, and for what it does not.
const app = new App();
const chart = new Chart(app, 'permissions', { namespace: 'tekwire-e2e-permissions' });
for (const name of ['mine', 'other'])
  new ApiObject(chart, `secret-${name}`, { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: { text: 'x' } });

const ask = new Task(chart, 'ask', {
  rbac: [
    { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] },
    { apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: ['mine'] },
  ],
  results: { answers: result.object({ properties: ['declared', 'undeclared'] }) },
  steps: ({ results }) => [
    {
      name: 'ask',
      image: 'node:22.23.3-alpine3.24',
      script: node`
        const { readFileSync, writeFileSync } = require('node:fs');
        const { request } = require('node:https');
        const folder = '/var/run/secrets/kubernetes.io/serviceaccount';
        const read = (file) => readFileSync(folder + '/' + file, 'utf8');
        const here = '/api/v1/namespaces/' + read('namespace');
        const ask = (method, path) => new Promise((resolve, reject) => {
          const headers = { authorization: 'Bearer ' + read('token'), 'content-type': 'application/json' };
          const host = process.env.KUBERNETES_SERVICE_HOST, port = process.env.KUBERNETES_SERVICE_PORT;
          const asked = request({ host, port, path, method, headers, ca: read('ca.crt') }, (answer) => {
            answer.resume();
            resolve(method + ' ' + path.replace(here, '') + ' ' + answer.statusCode);
          });
          asked.on('error', reject);
          asked.end(method === 'POST' ? JSON.stringify({ metadata: { name: 'made' } }) : undefined);
        });
        const all = (...asked) => Promise.all(asked).then((answers) => answers.join(', '));
        Promise.all([
          all(ask('GET', here + '/configmaps'), ask('GET', here + '/configmaps/kube-root-ca.crt'), ask('GET', here + '/secrets/mine')),
          all(
            ask('POST', here + '/configmaps'), ask('DELETE', here + '/configmaps/kube-root-ca.crt'),
            ask('GET', here + '/secrets'), ask('GET', here + '/secrets/other'), ask('GET', here + '/pods'),
            ask('GET', '/api/v1/configmaps'), ask('GET', '/api/v1/namespaces/kube-system/configmaps'),
            ask('GET', '/apis/rbac.authorization.k8s.io/v1' + here.slice(7) + '/roles'),
          ),
        ]).then(([declared, undeclared]) => writeFileSync('${results.answers.path}', JSON.stringify({ declared, undeclared })));
      `,
    },
  ],
});

const pipeline = new Pipeline(chart, 'permissions');
const serviceAccount = new PipelineServiceAccount(chart, 'runs', { pipeline });
pipeline.add(ask);
new PipelineRun(chart, 'ask-all', { pipeline, serviceAccount });
app.synth();
