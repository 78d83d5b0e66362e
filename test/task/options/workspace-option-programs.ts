import { type Chart, Size } from 'cdk8s';
import { Pipeline, Task, Workspace } from '../../../src';

const zz = { zz: 1 } as object;
const task = (chart: Chart) => new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });
const behind = (chart: Chart, code: Workspace) => new Pipeline(chart, 'ci', { workspaces: { code } }).add(task(chart));

/** Programs with an unknown option of a workspace's source, and where it is reported. */
export const workspacePrograms = {
  ClaimProps: [(chart: Chart) => behind(chart, Workspace.claim({ size: Size.gibibytes(1), ...zz })), 'app/ci workspaces.code.zz'],
  'ClaimProps.dataSourceRef': [
    (chart: Chart) => behind(chart, Workspace.claim({ size: Size.gibibytes(1), dataSourceRef: { kind: 'A', name: 'a', ...zz } })),
    'app/ci workspaces.code.dataSourceRef.zz',
  ],
  EmptyDirOptions: [(chart: Chart) => behind(chart, Workspace.emptyDir(zz)), 'app/ci workspaces.code.zz'],
  ExistingClaimOptions: [(chart: Chart) => behind(chart, Workspace.existingClaim('a', zz).sub('b')), 'app/ci workspaces.code.zz'],
  FilesProps: [(chart: Chart) => behind(chart, Workspace.secret('a', zz).describe('b')), 'app/ci workspaces.code.zz'],
  GitSshProps: [(chart: Chart) => behind(chart, Workspace.gitSsh({ secret: 'a', knownHosts: 'b', ...zz })), 'app/ci workspaces.code.zz'],
  ProjectedOptions: [(chart: Chart) => behind(chart, Workspace.projected([{ secret: { name: 'a' } }], zz)), 'app/ci workspaces.code.zz'],
} as const;
