import type { Chart } from 'cdk8s';
import { EmbeddedTask, sh, TaskRun } from 'tekwire';

/** A sidecar with privileges, probes and resources, and a volume that it shares with a step. */
export function dockerSidecar(chart: Chart): void {
  const image = 'mirror.gcr.io/library/docker@sha256:0752ca4e936da012c173c119217c0f9599b3b191c1557e53206d5d06d2627580';
  const volumeMounts = [{ name: 'dind-certs', mountPath: '/certs/client' }];
  const task = new EmbeddedTask('dind', {
    steps: () => [
      {
        name: 'client',
        image,
        env: { DOCKER_HOST: 'tcp://localhost:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs/client' },
        workingDir: '/workspace',
        volumeMounts,
        script: sh`
          set -e
          # Run a Docker container.
          docker run busybox echo hello

          # Write a Dockerfile and \`docker build\` it.
          cat > Dockerfile << EOF
          FROM busybox
          ENTRYPOINT ["echo", "hello"]
          EOF
          docker build -t hello .
          docker images

          # ...then run it!
          docker run hello
        `,
      },
    ],
    sidecars: () => [
      {
        name: 'server',
        image,
        args: ['--storage-driver=vfs', '--userland-proxy=false', '--debug'],
        computeResources: { requests: { memory: '512Mi' } },
        securityContext: { privileged: true },
        env: { DOCKER_TLS_CERTDIR: '/certs' },
        volumeMounts,
        startupProbe: { periodSeconds: 1, failureThreshold: 30, exec: { command: ['ls', '/certs/client/ca.pem'] } },
        readinessProbe: { periodSeconds: 2, exec: { command: ['docker', 'info'] } },
      },
    ],
    volumes: [{ name: 'dind-certs', emptyDir: {} }],
  });
  new TaskRun(chart, 'dind-sidecar', { task });
}
