import type { Manifest, SecurityContext, TaskSpec } from '../../spec';
import { answerOf, fail, type Inspection, ok, type PreflightLine, warn } from './line';
import type { Needs } from './needs';
import type { TektonSettings } from './tekton';

const LABEL = 'pod-security.kubernetes.io/';
// https://kubernetes.io/docs/concepts/security/pod-security-standards/
const BASELINE_CAPABILITIES = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** Whether pods of the Tasks fit the Pod Security Standard that the namespace enforces. */
export async function checkPodSecurity(
  { cluster, manifests }: Inspection,
  needs: Needs,
  tekton: TektonSettings,
): Promise<readonly PreflightLine[]> {
  const id = { apiVersion: 'v1', kind: 'Namespace', name: cluster.namespace };
  const own = manifests.find(({ kind, metadata }) => kind === 'Namespace' && metadata?.name === cluster.namespace);
  const answer = own === undefined ? await answerOf(() => cluster.get(id)) : { value: own };
  if ('forbidden' in answer)
    return [
      warn('namespace', `the labels of namespace "${cluster.namespace}" cannot be read`, 'ask for the permission to get the namespace'),
    ];
  if (answer.value === undefined)
    return [fail('namespace', `namespace "${cluster.namespace}" does not exist`, `kubectl create namespace ${cluster.namespace}`)];
  const { labels = {} } = answer.value.metadata ?? {};
  const level = labels[`${LABEL}enforce`] ?? 'privileged';
  const lines = level === 'privileged' ? [] : needs.tasks.flatMap(({ spec, where }) => taskLines(spec, where, level, needs));
  if (level === 'restricted' && tekton.features !== undefined && tekton.features['set-security-context'] !== 'true')
    lines.push(
      fail(
        'pod security',
        `namespace "${cluster.namespace}" enforces restricted, and Tekton's own init containers do not fit it`,
        'set set-security-context: "true" in ConfigMap "feature-flags" of Tekton',
      ),
    );
  return lines.length > 0 ? lines : [ok('pod security', `namespace "${cluster.namespace}" enforces ${level}, which all Tasks fit`)];
}

function taskLines(spec: TaskSpec, where: string, level: string, needs: Needs): PreflightLine[] {
  const template = spec.stepTemplate?.securityContext ?? {};
  const pod = needs.podTemplates.length > 0 && needs.podTemplates.every((one) => one.template.securityContext?.runAsNonRoot === true);
  const containers: readonly { readonly name?: string; readonly securityContext?: SecurityContext }[] = [
    ...(spec.steps ?? []),
    ...(spec.sidecars ?? []),
  ];
  const problems = containers.flatMap((container) => {
    const context = { ...template, ...container.securityContext };
    const found = level === 'restricted' ? [...baseline(context), ...restricted(context, pod)] : baseline(context);
    return found.map((problem) => `${container.name === undefined ? '' : `step "${container.name}" `}${problem}`);
  });
  const hostPath = (spec.volumes ?? []).some((volume) => (volume as { hostPath?: unknown }).hostPath !== undefined);
  const all = [...problems, ...(hostPath ? ['a volume of type hostPath'] : [])];
  return all.length === 0
    ? []
    : [
        fail(
          'pod security',
          `${where}: the namespace enforces ${level}: ${[...new Set(all)].slice(0, 3).join('; ')}${all.length > 3 ? `; ${all.length - 3} more` : ''}`,
          'change the securityContext of the steps, or the label of the namespace',
        ),
      ];
}

function baseline({ privileged, capabilities }: SecurityContext): string[] {
  const added = (capabilities?.add ?? []).filter((name) => !BASELINE_CAPABILITIES.has(name));
  return [...(privileged === true ? ['is privileged'] : []), ...(added.length > 0 ? [`adds the capabilities ${added.join(', ')}`] : [])];
}

function restricted(
  { runAsNonRoot, runAsUser, allowPrivilegeEscalation, capabilities, seccompProfile }: SecurityContext,
  podIsNonRoot: boolean,
): string[] {
  return [
    ...(runAsNonRoot === true || (runAsNonRoot === undefined && podIsNonRoot) ? [] : ['lacks runAsNonRoot: true']),
    ...(runAsUser === 0 ? ['runs as root'] : []),
    ...(allowPrivilegeEscalation === false ? [] : ['lacks allowPrivilegeEscalation: false']),
    ...(capabilities?.drop?.includes('ALL') === true ? [] : ['does not drop ALL capabilities']),
    ...(seccompProfile === undefined ? ['lacks a seccompProfile'] : []),
  ];
}

/** Resource quotas of the namespace: whether one is used up, or demands resources that steps do not name. */
export async function checkQuotas({ cluster }: Inspection, { tasks }: Needs): Promise<readonly PreflightLine[]> {
  const answer = await answerOf(async () => ({
    quotas: await cluster.list({ apiVersion: 'v1', kind: 'ResourceQuota' }),
    ranges: await cluster.list({ apiVersion: 'v1', kind: 'LimitRange' }),
  }));
  if ('forbidden' in answer) return [warn('quotas', answer.forbidden, 'ask for the permission to list resourcequotas and limitranges')];
  const { quotas, ranges } = answer.value;
  const lines = quotas.flatMap((quota) => [...usedUp(quota), ...(ranges.some(hasDefaults) ? [] : demanded(quota, tasks))]);
  return lines.length > 0
    ? lines
    : [ok('quotas', quotas.length === 0 ? 'the namespace has no quota' : `${quotas.length} quotas have room`)];
}

interface QuotaParts {
  readonly hard?: Readonly<Record<string, string>>;
  readonly used?: Readonly<Record<string, string>>;
}

function usedUp({ metadata, status }: Manifest): PreflightLine[] {
  const { hard = {}, used = {} } = (status ?? {}) as QuotaParts;
  return Object.entries(hard).flatMap(([name, limit]) =>
    amountOf(used[name] ?? '0') >= amountOf(limit)
      ? [
          fail(
            'quotas',
            `quota "${metadata?.name}" is used up: ${used[name]} of ${limit} ${name}`,
            'delete old runs, or ask for a larger quota',
          ),
        ]
      : [],
  );
}

/** A quota of cpu or memory refuses pods whose containers do not name them. */
function demanded({ metadata, spec }: Manifest, tasks: Needs['tasks']): PreflightLine[] {
  const { hard = {} } = (spec ?? {}) as QuotaParts;
  const names = Object.keys(hard).filter((name) => /^(requests\.|limits\.)?(cpu|memory)$/.test(name));
  const lacking = names.filter((name) => {
    const [part, resource] = name.includes('.') ? name.split('.') : ['requests', name];
    return tasks.some(({ spec: { steps = [], stepTemplate } }) =>
      steps.some(({ computeResources = {} }) => {
        const all = { ...stepTemplate?.computeResources, ...computeResources } as Readonly<
          Record<string, Readonly<Record<string, unknown>> | undefined>
        >;
        return all[part ?? '']?.[resource ?? ''] === undefined && all.limits?.[resource ?? ''] === undefined;
      }),
    );
  });
  return lacking.length === 0
    ? []
    : [
        fail(
          'quotas',
          `quota "${metadata?.name}" demands ${lacking.join(', ')} of every container, and steps do not name them`,
          'set computeResources, or a LimitRange with defaults',
        ),
      ];
}

function hasDefaults({ spec }: Manifest): boolean {
  return ((spec as { limits?: readonly { default?: object; defaultRequest?: object }[] } | undefined)?.limits ?? []).some(
    (one) => one.default ?? one.defaultRequest,
  );
}

const UNITS: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A quantity of Kubernetes as a number. */
function amountOf(text: string): number {
  const [, number = '0', unit = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(text) ?? [];
  return Number(number) * (UNITS[unit] ?? 1);
}
