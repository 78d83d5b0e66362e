/**
 * Commands that the pages show, with the file that runs them as a user would.
 * @type {Record<string, string>}
 */
export const proofs = {
  'npm ci && npm run demo': '.ci/run',
  'npm cit': '.ci/run',
  'npm run check': '.ci/run',
  'npm install tekwire cdk8s constructs cdk8s-cli typescript tsx': '.ci/run',
  'npx cdk8s synth': '.ci/run',
  'npx tekwire validate manifests/': 'test/cli/validate.test.ts',
  'kubectl get tasks,pipelines -o yaml | npx tekwire validate -': 'test/cli/validate.test.ts',
  'npx tekwire validate -o github --feature enable-api-fields=alpha --external "Task/*" .tekton': 'test/cli/validate.test.ts',
  'npx tekwire validate --rules rules.js manifests/': 'test/cli/validate-rules.test.ts',
  'npx tekwire explain TW203': 'test/cli/explain.test.ts',
  'npx tekwire explain policies': 'test/cli/explain-policies.test.ts',
  'npx tekwire graph -o mermaid ci.yaml': 'test/cli/cli.test.ts',
  'npx tekwire lock https://tasks.acme.example/v1/lint.yaml': 'test/cli/lock.test.ts',
  'npx tekwire lock': 'test/cli/lock.test.ts',
  'npx tekwire lock --check': 'test/cli/lock.test.ts',
  'npx tekwire lock image://busybox:1.37.0 image://ghcr.io/acme/build:2': 'test/cli/lock-images.test.ts',
  'npx tekwire lock dist': 'test/cli/lock-images.test.ts',
  'kubectl create namespace security': 'test/e2e/golang-project.test.ts',
  'kubectl apply -f dist/golang-project.k8s.yaml': 'test/e2e/golang-project.test.ts',
  'kubectl create -f dist/golang-project-runs.k8s.yaml': 'test/e2e/golang-project.test.ts',
  'kubectl -n security get pipelineruns': 'test/e2e/golang-project.test.ts',
  'kubectl -n security delete pipelineruns --all': 'test/e2e/golang-project.test.ts',
};
