/** Commands that the pages show, with the file that runs them as a user would. */
export const proofs = {
  'npm ci && npm run demo': '.ci/run',
  'npm cit': '.ci/run',
  'npm run check': '.ci/run',
  'npm install tekwire cdk8s constructs': '.ci/run',
  'npx cdk8s synth': '.ci/run',
  'kubectl apply -f dist/golang-project.k8s.yaml': 'test/e2e/golang-project.test.ts',
};
