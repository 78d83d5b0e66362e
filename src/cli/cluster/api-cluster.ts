import {
  type Applied,
  type ApplyOptions,
  ClusterError,
  FIELD_MANAGER,
  type InspectedCluster,
  idOf,
  idText,
  type ListQuery,
  type ObjectId,
} from '../../deploy';
import type { Manifest } from '../../spec';
import type { ApiRequest, ApiResponse, Connection } from './connection';
import { conflictError, failureOf, isRace, unknownKind } from './failures';
import { Requests } from './requests';

const RACES = 3;

interface Resource {
  readonly plural: string;
  readonly isNamespaced: boolean;
}

interface ApiResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/** A cluster by its API server: server-side apply with a field manager, discovery of kinds, reads, deletes. */
export class ApiCluster implements InspectedCluster {
  readonly namespace: string;
  protected readonly requests: Requests;
  private readonly kinds = new Map<string, ReadonlyMap<string, Resource> | undefined>();

  constructor(
    protected readonly connection: Connection,
    pause?: (milliseconds: number) => Promise<void>,
  ) {
    this.namespace = connection.namespace;
    this.requests = new Requests(connection, pause);
  }

  async apply(manifest: Manifest, { isDryRun = false }: ApplyOptions = {}): Promise<Applied> {
    const id = idOf(manifest, this.namespace);
    const path = await this.pathOf(id);
    const before = await this.read(path, id);
    const query = `fieldManager=${FIELD_MANAGER}&fieldValidation=Strict${isDryRun ? '&dryRun=All' : ''}`;
    const body = withoutServerFields(manifest, path.includes('/namespaces/') && id.kind !== 'Namespace' ? id.namespace : undefined);
    const request: ApiRequest = { method: 'PATCH', path: `${path}?${query}`, body, contentType: 'application/apply-patch+yaml' };
    const answer = await this.patch(request);
    if (answer.status === 409 && !isRace(answer)) throw conflictError(id, answer.body, before, manifest);
    const after = bodyOf(answer, `apply ${idText(id)}`, id);
    return { change: changeOf(before, after, isDryRun), manifest: after, before };
  }

  async get(id: ObjectId): Promise<Manifest | undefined> {
    return this.read(await this.pathOf(id), id);
  }

  async list({ apiVersion, kind, namespace = this.namespace, labels = {} }: ListQuery): Promise<readonly Manifest[]> {
    const id = { apiVersion, kind, namespace, name: '' };
    const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    const query = `limit=500${selector.length === 0 ? '' : `&labelSelector=${encodeURIComponent(selector.join(','))}`}`;
    const path = (await this.pathOf(id)).replace(/\/$/, '');
    const items: Manifest[] = [];
    for (let more = ''; ; ) {
      const answer = await this.requests.send({ method: 'GET', path: `${path}?${query}${more}` });
      const page = bodyOf(answer, `list objects of kind ${kind}`, id) as { items?: readonly Manifest[]; metadata?: { continue?: string } };
      items.push(...(page.items ?? []));
      const next = page.metadata?.continue ?? '';
      if (next === '') return items.sort((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
      more = `&continue=${encodeURIComponent(next)}`;
    }
  }

  async delete(id: ObjectId, uid: string): Promise<boolean> {
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid }, propagationPolicy: 'Background' };
    const answer = await this.requests.send({ method: 'DELETE', path: await this.pathOf(id), body });
    if (answer.status === 404) return false;
    if (answer.status === 409) throw new ClusterError('refused', `${idText(id)}: was created again by somebody else, so it is not deleted`);
    bodyOf(answer, `delete ${idText(id)}`, id);
    return true;
  }

  /** Reads anything: the version of the server, or an object by its path. Undefined when it does not exist. */
  async read(path: string, id: Pick<ObjectId, 'kind' | 'name' | 'namespace'>): Promise<Manifest | undefined> {
    const answer = await this.requests.send({ method: 'GET', path });
    return answer.status === 404 ? undefined : bodyOf(answer, `read ${id.name === '' ? id.kind : idText(id)}`, id);
  }

  /** Whether the cluster has the kind. */
  async hasKind(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.kindsOf(apiVersion))?.has(kind) === true;
  }

  /** The versions of a group of APIs; empty when the cluster does not have it. */
  async versionsOf(group: string): Promise<readonly string[]> {
    const found = await this.read(`/apis/${group}`, { kind: `API group ${group}`, name: '' });
    return ((found as { versions?: readonly { version: string }[] } | undefined)?.versions ?? []).map(({ version }) => version);
  }

  /** Asks the API server whether the user may do it: a POST that stores nothing. */
  async mayDo(verb: string, apiVersion: string, kind: string): Promise<boolean> {
    const plural = (await this.kindsOf(apiVersion))?.get(kind)?.plural ?? '';
    const [group = ''] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
    const body = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { namespace: this.namespace, verb, group, resource: plural } },
    };
    const answer = await this.requests.send({ method: 'POST', path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', body });
    const { status } = bodyOf(answer, 'ask for permissions', this) as { readonly status?: { readonly allowed?: boolean } };
    return status?.allowed === true;
  }

  private async patch(request: ApiRequest): Promise<ApiResponse> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.requests.send(request);
      if (!isRace(answer)) return answer;
      if (attempt === RACES) return answer;
    }
  }

  /** @throws ClusterError when the cluster does not have the kind */
  protected async pathOf(id: ObjectId): Promise<string> {
    const resource = (await this.kindsOf(id.apiVersion))?.get(id.kind);
    if (resource === undefined) {
      const [group = '', version] = id.apiVersion.split('/');
      throw unknownKind(id, version === undefined ? [] : await this.versionsOf(group));
    }
    const space = resource.isNamespaced ? `/namespaces/${encodeURIComponent(id.namespace ?? this.namespace)}` : '';
    return `${rootOf(id.apiVersion)}${space}/${resource.plural}/${encodeURIComponent(id.name)}`;
  }

  private async kindsOf(apiVersion: string): Promise<ReadonlyMap<string, Resource> | undefined> {
    if (!this.kinds.has(apiVersion)) {
      const found = (await this.read(rootOf(apiVersion), { kind: `API ${apiVersion}`, name: '' })) as ApiResourceList | undefined;
      const own = found?.resources?.filter(({ name }) => !name.includes('/'));
      this.kinds.set(
        apiVersion,
        own && new Map(own.map(({ name, kind, namespaced }) => [kind, { plural: name, isNamespaced: namespaced }])),
      );
    }
    return this.kinds.get(apiVersion);
  }
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

export function bodyOf(answer: ApiResponse, doing: string, id: Pick<ObjectId, 'namespace'>): Manifest {
  if (answer.status >= 200 && answer.status < 300 && typeof answer.body === 'object' && answer.body !== null)
    return answer.body as Manifest;
  throw failureOf(answer, doing, id);
}

/** An apply must not have fields that the server writes (k8s.io/apiserver refuses managedFields). */
function withoutServerFields(manifest: Manifest, namespace: string | undefined): Manifest {
  const { status: _, ...rest } = manifest;
  const {
    managedFields: __,
    resourceVersion: ___,
    uid: ____,
    creationTimestamp: _____,
    ...metadata
  } = {
    ...manifest.metadata,
  } as Record<string, unknown>;
  return { ...rest, metadata: { ...metadata, ...(namespace === undefined ? {} : { namespace }) } };
}

interface Versioned {
  readonly resourceVersion?: string;
}

function changeOf(before: Manifest | undefined, after: Manifest, isDryRun: boolean): Applied['change'] {
  if (before === undefined) return 'created';
  if (!isDryRun) return versionOf(before) === versionOf(after) ? 'unchanged' : 'configured';
  return comparable(before) === comparable(after) ? 'unchanged' : 'configured';
}

function versionOf({ metadata }: Manifest): string | undefined {
  return (metadata as Versioned | undefined)?.resourceVersion;
}

/** A dry run counts managers and generations as a change; what users see of an object does not have them. */
function comparable(manifest: Manifest): string {
  const { managedFields: _, resourceVersion: __, generation: ___, ...metadata } = { ...manifest.metadata } as Record<string, unknown>;
  return JSON.stringify({ ...manifest, metadata, status: undefined });
}
