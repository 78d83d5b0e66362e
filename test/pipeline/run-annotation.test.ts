import { Size } from 'cdk8s';
import { lift, Pipeline, SecurityPipeline, Task, Workspace } from '../../src';
import { GitClone, Gosec, Summary } from '../../src/catalogue';
import { parseRunDefaults } from '../../src/spec';
import { newChart } from '../support/app';

const ANNOTATION = 'tekwire.dev/run';

function annotationOf(pipeline: Pipeline): unknown {
  const text = (pipeline.apiObject.toJson() as { metadata: { annotations?: Record<string, string> } }).metadata.annotations?.[ANNOTATION];
  return text === undefined ? undefined : JSON.parse(text);
}

describe('the annotation tekwire.dev/run of a Pipeline', () => {
  it('has the workspaces and the pod settings that runs need', () => {
    const chart = newChart();
    const pipeline = new Pipeline(chart, 'ci', {
      workspaces: { code: Workspace.claim({ size: Size.gibibytes(2) }), key: Workspace.secret('deploy-key') },
    });
    pipeline.add(new GitClone(chart, 'git-clone'), { params: { url: lift() }, workspaces: { source: pipeline.workspaces.code } });

    expect(annotationOf(pipeline)).toEqual({
      taskRunTemplate: { podTemplate: { securityContext: { fsGroup: 65534, fsGroupChangePolicy: 'OnRootMismatch' } } },
      workspaces: [
        { name: 'code', volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } } } },
        { name: 'key', secret: { secretName: 'deploy-key' } },
      ],
    });
  });

  it('is not there when runs need nothing', () => {
    const chart = newChart();
    const pipeline = new Pipeline(chart, 'ci');
    pipeline.add(new Task(chart, 'lint', { steps: () => [{ name: 'lint', image: 'busybox:1.37.0', command: ['true'] }] }));

    expect(annotationOf(pipeline)).toBeUndefined();
  });

  it('of a SecurityPipeline says where a local directory goes, under the name of the lifted param', () => {
    const chart = newChart();
    const pipeline = new SecurityPipeline(chart, 'scan', {
      source: new GitClone(chart, 'git-clone'),
      producers: [new Gosec(chart, 'gosec')],
      consumers: [new Summary(chart, 'summary')],
    });

    expect(annotationOf(pipeline)).toMatchObject({ localSource: { workspace: 'source', param: 'url' }, workspaces: [{ name: 'source' }] });
  });

  it('keeps the annotations of the program, which win', () => {
    const chart = newChart();
    const workspaces = { code: Workspace.emptyDir() };
    const pipeline = new Pipeline(chart, 'ci', { workspaces, metadata: { annotations: { 'acme.example/team': 'a', [ANNOTATION]: '{}' } } });

    expect(pipeline.apiObject.toJson().metadata.annotations).toEqual({ 'acme.example/team': 'a', [ANNOTATION]: '{}' });
  });
});

it.each([undefined, 'not JSON', '[]', 'null', '3'])('an annotation of another form (%s) gives no defaults', (text) => {
  expect(parseRunDefaults(text)).toEqual({});
});
