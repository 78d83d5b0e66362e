import type { Chart } from 'cdk8s';
import { bash, param, type Script, sh, Task, text, workspace } from '../../src';
import { mistakeOf } from '../support/app';

describe('the path of a workspace or result, which nobody chooses who starts a run,', () => {
  const build = (chart: Chart, write: (path: string, folder: string) => Script): Task =>
    new Task(chart, 'build', {
      params: { folder: param.string() },
      workspaces: { source: workspace() },
      steps: ({ workspaces, params }) =>
        [workspaces.source.path, text`${workspaces.source.path}/bin`].map((path, at) => ({
          name: `step-${at}`,
          image: 'x',
          script: write(path as never, params.folder as never),
        })),
    });

  it.each<[string, (path: string) => Script]>([
    ['the name of a script', (path) => bash`bash ${path}/build.sh`],
    ['a command', (path) => sh`${path}/gradlew build`],
    ['a file that the shell reads', (path) => sh`. ${path}/env`],
    ['the settings of a tool', (path) => sh`mvn -s ${path} -f ${path} package`],
    ['a package', (path) => sh`pip install ${path}`],
  ])('may be %s', (_, write) => {
    expect(mistakeOf((chart) => build(chart, write))).toBe('');
  });

  it('is no number', () => {
    expect(mistakeOf((chart) => build(chart, (path) => bash`(( ${path} > 3 ))`))).toMatch(/TW191.*integer/);
  });

  it('makes no name of a param beside it', () => {
    expect(mistakeOf((chart) => build(chart, (path, folder) => sh`bash ${path}/${folder}/x.sh`))).toMatch(/TW191.*PARAM_FOLDER/);
  });
});
