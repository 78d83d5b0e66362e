import { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, param, StepAction, sh, Task, Workspace, workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';

/** Tests a service against a real database, which runs beside the tests and ends with them. */
export function integrationTests(scope: Construct) {
  // a step that other Tasks of the team use, too
  const migrate = new StepAction(scope, 'migrate', {
    params: { migrations: param.string(), database: param.string() },
    container: ({ params }) => ({
      image: 'migrate/migrate:v4.19.0',
      args: ['-path', params.migrations, '-database', params.database, 'up'],
    }),
  });
  const DATABASE = 'postgres://test@localhost:5432/test?sslmode=disable';
  const test = new Task(scope, 'integration-test', {
    workspaces: { source: workspace() },
    steps: ({ workspaces: { source }, exitCodePath }) => [
      migrate.step('migrate', { params: { migrations: `${source.path}/migrations`, database: DATABASE } }),
      {
        name: 'test',
        image: 'golang:1.25-alpine',
        workingDir: source.path,
        env: { DATABASE },
        onError: 'continue',
        script: sh`go test -run Integration -json ./... > report.json`,
      },
      // shows what failed, then ends as the tests did
      {
        name: 'report',
        image: 'busybox:1.37.0',
        workingDir: source.path,
        script: sh`
          grep '"Action":"fail"' report.json || echo "no test failed"
          exit "$(cat ${exitCodePath('test')})"
        `,
      },
    ],
    sidecars: () => [
      {
        name: 'postgres',
        image: 'postgres:18-alpine',
        // a sidecar of Kubernetes: the first step starts when it is ready
        restartPolicy: 'Always',
        // only this pod reaches it
        env: { POSTGRES_USER: 'test', POSTGRES_DB: 'test', POSTGRES_HOST_AUTH_METHOD: 'trust' },
        startupProbe: { exec: { command: ['pg_isready', '--username', 'test'] }, periodSeconds: 1, failureThreshold: 60 },
        computeResources: { requests: { cpu: '250m', memory: '256Mi' } },
      },
    ],
  });

  const pipeline = new Pipeline(scope, 'integration', {
    params: { url: param.string() },
    workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) },
  });
  const clone = new GitClone(scope, 'clone');
  const cloned = pipeline.add(clone, { params: { url: pipeline.params.url }, workspaces: { source: pipeline.workspaces.code } });
  pipeline.add(test, { workspaces: { source: cloned.workspaces.source }, timeout: Duration.minutes(20) });
  return { pipeline, test };
}
