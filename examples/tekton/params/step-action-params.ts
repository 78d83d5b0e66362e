import type { Chart } from 'cdk8s';
import { EmbeddedTask, param, result, StepAction, sh, TaskRun } from 'tekwire';

/** A StepAction that is given lists, texts and objects which an earlier step has found out. */
export function stepActionParams(chart: Chart): void {
  const action = new StepAction(chart, 'step-action', {
    params: {
      param1: param.array(),
      param2: param.string(),
      param3: param.object({ properties: ['IMAGE_URL', 'IMAGE_DIGEST'] }),
    },
    container: ({ params: { param1, param2, param3 } }) => ({
      image: 'mirror.gcr.io/bash@sha256:e320b40b14abc61f053286705070342c46034a549a276b798e64541457c4af92',
      env: { STRINGPARAM: param2 },
      args: [param1, param1.at(0), param3.IMAGE_URL, param3.IMAGE_DIGEST],
      script: sh`${CHECKS}`,
    }),
  });
  const task = new EmbeddedTask('runner', {
    steps: ({ step }) => {
      const results = {
        result1: result.array(),
        result2: result.string(),
        result3: result.object({ properties: ['IMAGE_URL', 'IMAGE_DIGEST'] }),
      };
      const inline = step('inline-step', results, ({ result1, result2, result3 }) => ({
        image: 'mirror.gcr.io/alpine@sha256:25109184c71bdad752c8312a8623239686a9a2071e8825f20acb8f2198c3f659',
        script: sh`
          echo -n "[\"image1\", \"image2\", \"image3\"]" | tee ${result1.path}
          echo -n "foo" | tee ${result2.path}
          echo -n "{\"IMAGE_URL\":\"ar.com\", \"IMAGE_DIGEST\":\"sha234\"}" | tee ${result3.path}
          cat /tekton/scripts/*
        `,
      }));
      const { result1, result2, result3 } = inline.results;
      return [inline, action.step('action-runner', { params: { param1: result1, param2: result2, param3: result3 } })];
    },
  });
  new TaskRun(chart, 'step-action-run', { task });
}

const wanted = { $1: 'image1', $2: 'image2', $3: 'image3', $4: 'image1', $5: 'ar.com', $6: 'sha234', '${STRINGPARAM}': 'foo' };

const CHECKS = Object.entries(wanted)
  .map(([value, want]) => `if [[ ${value} != "${want}" ]]; then\n    echo "Want: ${want}, Got: ${value}"\n  exit 1\nfi`)
  .join('\n');
