import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { Pipeline, param, result, sh, Task, Workspace, workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';

/** Tests every combination of browser and version of Node.js, and collects the reports. */
export function compatibility(scope: Construct) {
  const test = new Task(scope, 'test', {
    params: { browser: param.string(), node: param.string(), flags: param.string({ default: '' }) },
    results: { report: result.string({ description: 'one line of JSON' }) },
    workspaces: { source: workspace({ readOnly: true }) },
    steps: ({ params: { browser, node, flags }, results, workspaces: { source } }) => [
      {
        name: 'test',
        image: 'mcr.microsoft.com/playwright:v1.56.1-noble',
        script: sh`
          cp -r ${source.path} /tmp/source && cd /tmp/source
          npm ci
          verdict=passed
          npx --yes n exec ${node} npx playwright test --browser ${browser} ${flags} || verdict=failed
          printf '{"browser":"%s","node":"%s","verdict":"%s"}' ${browser} ${node} "$verdict" > ${results.report.path}
        `,
      },
    ],
  });
  const collect = new Task(scope, 'collect', {
    params: { reports: param.array() },
    steps: ({ params }) => [
      {
        name: 'collect',
        image: 'busybox:1.37.0',
        args: [params.reports],
        script: sh`
          printf '%s\n' "$@"
          case "$*" in *'"failed"'*) exit 1 ;; esac
        `,
      },
    ],
  });

  const pipeline = new Pipeline(scope, 'compatibility', {
    params: { url: param.string(), versions: param.array({ default: ['20', '22', '24'] }) },
    workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) },
  });
  const { url, versions } = pipeline.params;
  const cloned = pipeline.add(new GitClone(scope, 'clone'), { params: { url }, workspaces: { source: pipeline.workspaces.code } });
  const tested = pipeline.add(test, {
    matrix: {
      params: { browser: ['chromium', 'firefox', 'webkit'], node: versions },
      include: [{ name: 'slow-webkit', params: { browser: 'webkit', flags: '--workers=1' } }],
    },
    workspaces: { source: cloned.workspaces.source },
  });
  pipeline.add(collect, { params: { reports: tested.results.report } });
  return { pipeline, collect };
}
