import type { Ref, Text } from '../../refs';
import type { Param } from '../../spec';
import { isRecord, refuse } from '../../synth';
import { renderParams } from '../surface';

// tektoncd/pipeline pkg/resolution/resolver/{git,bundle,hub,http,cluster}/params.go

/** A string for a resolver; values of a pipeline in it are replaced when the pipeline runs. */
type ResolverText<S> = string | Text<S> | Ref<'string', unknown, S>;
type Cache = 'always' | 'never' | 'auto';

/** A file in a Git repository: `url`, or `org` and `repo` to fetch it over the provider's API. */
export type GitSource<S> = {
  /** The path of the file in the repository. */
  readonly pathInRepo: ResolverText<S>;
  /** Branch, tag or commit; only a commit always means the same. @default main */
  readonly revision?: ResolverText<S>;
  readonly cache?: Cache;
  /** The set of settings in the resolver's config map, if it has several. @default default */
  readonly configKey?: string;
} & (
  | {
      readonly url: ResolverText<S>;
      /** Name of the Secret with a token for a private repository. */
      readonly gitToken?: string;
      readonly gitTokenKey?: string;
    }
  | {
      readonly org: ResolverText<S>;
      readonly repo: ResolverText<S>;
      /** Name of the Secret with a token for the API. */
      readonly token?: string;
      readonly tokenKey?: string;
      readonly scmType?: 'github' | 'gitlab' | 'gitea' | 'bitbucketcloud' | 'bitbucketserver';
      readonly serverURL?: string;
    }
);

/** An object in a Tekton bundle, which is an image. */
export interface BundleSource<S> {
  /** Image name with a tag or, better, a digest. */
  readonly bundle: ResolverText<S>;
  /** The name of the object in the bundle. */
  readonly name: ResolverText<S>;
  /** Name of the Secret with the registry's credentials. @default - those of the service account */
  readonly secret?: string;
  readonly cache?: Cache;
}

/** An object of Artifact Hub, or of a Tekton Hub. */
export interface HubSource<S> {
  readonly name: ResolverText<S>;
  /** A version such as `0.9`, or a constraint such as `>= 0.5.0`. */
  readonly version: ResolverText<S>;
  /** @default artifact */
  readonly type?: 'artifact' | 'tekton';
  /** @default - the cluster's default catalogue for the kind; StepActions have none */
  readonly catalog?: ResolverText<S>;
  /** The URL of the hub. @default - the cluster's */
  readonly url?: ResolverText<S>;
}

/** A file at a URL. */
export interface HttpSource<S> {
  readonly url: ResolverText<S>;
  /** `sha256:…` or `sha512:…` that the file must have. @default - any content is accepted */
  readonly digest?: ResolverText<S>;
  readonly 'http-username'?: ResolverText<S>;
  /** Name of the Secret with the password. */
  readonly 'http-password-secret'?: string;
  /** @default password */
  readonly 'http-password-secret-key'?: string;
}

/** An object in a namespace of the cluster. */
export interface ClusterSource<S> {
  readonly name: ResolverText<S>;
  readonly namespace: ResolverText<S>;
  readonly cache?: Cache;
}

/** Where Tekton fetches a Task, Pipeline or StepAction from: one of its resolvers with its params, or a custom resolver. */
// biome-ignore lint/suspicious/noExplicitAny: values of any pipeline fit; the pipeline that uses them checks their owner
export type Resolver<S = any> =
  | { readonly git: GitSource<S> }
  | { readonly bundle: BundleSource<S> }
  | { readonly hub: HubSource<S> }
  | { readonly http: HttpSource<S> }
  | { readonly cluster: ClusterSource<S> }
  | { readonly resolver: string; readonly params?: Readonly<Record<string, ResolverText<S> | readonly ResolverText<S>[]>> };

/** The kind of object to resolve. */
type ResolvedKind = 'task' | 'pipeline' | 'stepaction';

/** Renders the reference to a resolver. */
export function renderResolver(resolver: Resolver, kind: ResolvedKind): { readonly resolver: string; readonly params?: readonly Param[] } {
  const [name, given] = partsOf(resolver);
  // these resolvers default to a Task
  const asked = kind !== 'task' && ['bundles', 'hub', 'cluster'].includes(name) ? { kind } : {};
  const params = renderParams({ ...asked, ...given });
  return params.length === 0 ? { resolver: name } : { resolver: name, params };
}

/** The name of a pipeline task for a resolved object: the name of the object or file, if the program sets it. */
export function tryFindName(resolver: Resolver): string | undefined {
  const [, { name, pathInRepo, url }] = partsOf(resolver) as [string, Readonly<Record<string, unknown>>];
  const text = name ?? pathInRepo ?? url;
  if (typeof text !== 'string') return undefined;
  return /([^/]+?)(\.ya?ml)?$/.exec(text)?.[1];
}

function partsOf(resolver: Resolver): readonly [name: string, params: object] {
  const allowed = '{ git: { url, pathInRepo } }, or bundle, hub, http, cluster, or { resolver, params }';
  if (!isRecord(resolver)) refuse({}, 'resolver', resolver, allowed);
  const [name, params] = namedParts(resolver);
  if (typeof name !== 'string') refuse({}, 'resolver', resolver, allowed);
  if (!isRecord(params)) refuse({}, `resolver ${name}`, params, 'an object of its params by name, such as { url }');
  return [name, params];
}

function namedParts(resolver: Resolver): readonly [name: unknown, params: unknown] {
  if ('git' in resolver) return ['git', resolver.git];
  if ('bundle' in resolver) return ['bundles', resolver.bundle];
  if ('hub' in resolver) return ['hub', resolver.hub];
  if ('http' in resolver) return ['http', resolver.http];
  if ('cluster' in resolver) return ['cluster', resolver.cluster];
  return [resolver.resolver, resolver.params ?? {}];
}
