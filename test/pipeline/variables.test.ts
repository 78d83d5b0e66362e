import { chains, Pipeline, param, result, setFeatures, Task } from '../../src';
import { newChart, problemsOf, specOf } from '../support/app';

const image = 'busybox:1.37.0';

describe('Tekton variables other than data', () => {
  it('matrix lengths and artifacts order the tasks that use them', () => {
    const chart = newChart();
    setFeatures(chart.node.root, { artifacts: true });
    const build = new Task(chart, 'build', {
      params: { platform: param.string() },
      results: { digest: result.string() },
      steps: ({ results }) => [{ name: 'run', image, command: ['tee', results.digest.path] }],
    });
    const told = new Task(chart, 'told', {
      params: { count: param.string(), made: param.string() },
      steps: ({ params }) => [{ name: 'run', image, args: [params.count, params.made] }],
    });
    const ci = new Pipeline(chart, 'ci');
    const built = ci.add(build, { matrix: { params: { platform: ['linux', 'mac'] } } });

    ci.add(told, { params: { count: built.matrixLength, made: built.artifactOutput('image') } });
    ci.finally(told, { name: 'last', params: { count: built.resultLength('digest'), made: built.artifactInput('source') } });

    const { tasks, finally: last } = specOf(chart, 'Pipeline', 'ci') as { tasks: unknown[]; finally: unknown[] };
    expect([tasks[1], last[0]]).toEqual([
      {
        name: 'told',
        taskRef: { name: 'told', kind: 'Task' },
        params: [
          { name: 'count', value: '$(tasks.build.matrix.length)' },
          { name: 'made', value: '$(tasks.build.outputs.image)' },
        ],
        runAfter: ['build'],
      },
      {
        name: 'last',
        taskRef: { name: 'told', kind: 'Task' },
        params: [
          { name: 'count', value: '$(tasks.build.matrix.digest.length)' },
          { name: 'made', value: '$(tasks.build.inputs.source)' },
        ],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('files and values of artifacts, the name of the Task and the credentials can be used in steps', () => {
    const chart = newChart();
    setFeatures(chart.node.root, { artifacts: true });

    new Task(chart, 'build', {
      steps: ({ artifacts, task, credentialsPath }) => [
        { name: 'make', image, command: ['tee', artifacts.path, artifacts.stepPath] },
        { name: 'use', image, command: ['echo'], args: [artifacts.outputs('make', 'image'), artifacts.inputs('make', 'source')] },
        { name: 'other', image, command: ['echo'], args: [task.name, credentialsPath] },
      ],
    });

    expect(specOf(chart, 'Task', 'build').steps).toEqual([
      { name: 'make', image, command: ['tee', '$(artifacts.path)', '$(step.artifacts.path)'] },
      { name: 'use', image, command: ['echo'], args: ['$(steps.make.outputs.image)', '$(steps.make.inputs.source)'] },
      { name: 'other', image, command: ['echo'], args: ['$(context.task.name)', '$(credentials.path)'] },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('the names that Chains reads are typed results', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      params: { ...chains.gitParams },
      results: {
        ...chains.image(),
        ...chains.image('WEB'),
        ...chains.images,
        ...chains.git,
        ...chains.output('jar'),
        ...chains.input('src'),
      },
      steps: ({ results }) => [
        {
          name: 'run',
          image,
          command: ['tee', results.IMAGE_URL.path, results.WEB_IMAGE_DIGEST.path, results['jar-ARTIFACT_OUTPUTS'].path],
        },
      ],
    });

    const { params, results } = specOf(chart, 'Task', 'build') as { params: { name: string }[]; results: { name: string; type: string }[] };
    expect(params.map(({ name }) => name)).toEqual(['CHAINS-GIT_URL', 'CHAINS-GIT_COMMIT']);
    expect(results.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'IMAGE_URL string',
      'IMAGE_DIGEST string',
      'WEB_IMAGE_URL string',
      'WEB_IMAGE_DIGEST string',
      'IMAGES string',
      'CHAINS-GIT_URL string',
      'CHAINS-GIT_COMMIT string',
      'jar-ARTIFACT_OUTPUTS object',
      'src-ARTIFACT_INPUTS object',
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });
});
