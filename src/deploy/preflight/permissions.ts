import { fail, type Inspection, ok, type PreflightLine, warn } from './line';

/** Whether the user may deploy the manifests and start runs. The API server answers with a SelfSubjectAccessReview, which stores nothing. */
export async function checkPermissions({ cluster, manifests }: Inspection): Promise<readonly PreflightLine[]> {
  const { mayDo } = cluster;
  if (mayDo === undefined) return [warn('permissions', 'permissions were not checked, because that needs a POST', 'add --access')];
  const wanted = new Map<string, readonly [verb: string, apiVersion: string, kind: string]>();
  for (const { apiVersion = '', kind = '' } of manifests) {
    const isRun = kind.endsWith('Run');
    for (const verb of isRun ? ['create'] : ['get', 'create', 'patch']) wanted.set(`${verb} ${kind}`, [verb, apiVersion, kind]);
  }
  const lines: PreflightLine[] = [];
  for (const [what, [verb, apiVersion, kind]] of wanted)
    if (!(await mayDo.call(cluster, verb, apiVersion, kind)))
      lines.push(
        fail(
          'permissions',
          `you may not ${what} in namespace "${cluster.namespace}"`,
          'ask an administrator for a Role, or choose another namespace',
        ),
      );
  return lines.length > 0 ? lines : [ok('permissions', `you may do all that is needed in namespace "${cluster.namespace}"`)];
}
