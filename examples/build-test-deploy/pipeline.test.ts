import 'tekwire/testing/jest';
import { App, Chart } from 'cdk8s';
import { layersOf, runStep } from 'tekwire/testing';
import { delivery } from './pipeline';

const chart = new Chart(new App(), 'test');
const { pipeline, account, build } = delivery(chart);

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
});

it('deploys only what was tested and built, and tells of a failure at the end', () => {
  expect(layersOf(pipeline)).toEqual([['clone'], ['test'], ['build'], ['deploy']]);
  expect(pipeline).toRunAfter('announce', 'deploy');
});

it('may change the deployment of the application, and no other', () => {
  expect(account).toGrant({ apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'], resourceNames: ['web'] });
  expect(account).not.toGrant({ apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] });
});

it('builds the image of the sources and reports its digest', async () => {
  const { exitCode, results, output } = await runStep(build, 'build', {
    params: { image: 'ghcr.io/acme/web:1a2b3c' },
    workspaces: { source: { Dockerfile: 'FROM scratch\n' } },
    // stands for buildah, which this machine may not have
    commands: { buildah: 'echo "buildah $*"; if [ "$2" = push ]; then printf sha256:abc > "$4"; fi' },
  });

  expect(exitCode).toBe(0);
  expect(output).toContain('build --tag ghcr.io/acme/web:1a2b3c .');
  expect(results.digest).toBe('sha256:abc');
});
