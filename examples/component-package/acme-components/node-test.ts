import type { Construct } from 'constructs';
import { param, result, sh, Task, workspace } from 'tekwire';

/** What a program may choose. */
export interface NodeTestOptions {
  /** The image with Node.js. @default 'node:22.23.3-alpine3.24' */
  readonly image?: string;
}

/** Tests a Node.js project; its result is the number of tests that passed. */
export function nodeTest(scope: Construct, id: string, { image = 'node:22.23.3-alpine3.24' }: NodeTestOptions = {}) {
  return new Task(scope, id, {
    description: 'Tests a Node.js project',
    params: { folder: param.string({ default: '.', description: 'the folder of package.json' }) },
    results: { passed: result.string({ description: 'how many tests passed' }) },
    workspaces: { source: workspace() },
    steps: ({ params, results, workspaces: { source } }) => [
      {
        name: 'test',
        image,
        workingDir: source.path,
        script: sh`
          cd ${params.folder}
          npm ci
          npm test -- --test-reporter=tap > /tmp/report.tap || { cat /tmp/report.tap; exit 1; }
          sed -n 's/^# pass //p' /tmp/report.tap | tr -d '\n' > ${results.passed.path}
        `,
      },
    ],
  });
}
