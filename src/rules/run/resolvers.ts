/** The params of a resolver (pkg/resolution/resolver/<name>/params.go and ValidateParams). */
export interface Resolver {
  /** Params without a default in Tekton's own configuration. */
  readonly needs: readonly string[];
  readonly knows: readonly string[];
  /** The allowed values of params that are closed sets. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  /** Whether these values are compared without regard to case (bundle.go GetEntry). */
  readonly isAnyCase?: boolean;
  /** Checks params that depend on each other. */
  problems?(has: (name: string) => boolean, values: ReadonlyMap<string, string | undefined>): Iterable<Problem>;
}

interface Problem {
  readonly param: string;
  readonly message: string;
}

const KINDS = ['task', 'pipeline', 'stepaction'];

/** The built-in resolvers of Tekton, by name. */
export const resolvers: ReadonlyMap<string, Resolver> = new Map<string, Resolver>([
  [
    'git',
    {
      needs: ['pathInRepo'],
      knows: ['url', 'org', 'repo', 'revision', 'token', 'tokenKey', 'gitToken', 'gitTokenKey', 'scmType', 'serverURL', 'configKey'],
      problems: gitProblems,
    },
  ],
  ['bundles', { needs: ['bundle', 'name'], knows: ['kind', 'serviceAccount', 'secret'], words: { kind: KINDS }, isAnyCase: true }],
  [
    'hub',
    {
      needs: ['name', 'version'],
      knows: ['catalog', 'kind', 'type', 'url'],
      words: { kind: KINDS, type: ['artifact', 'tekton'] },
    },
  ],
  [
    'http',
    {
      needs: ['url'],
      knows: ['http-username', 'http-password-secret', 'http-password-secret-key', 'digest'],
      problems: httpProblems,
    },
  ],
  ['cluster', { needs: ['name', 'namespace'], knows: ['kind'], words: { kind: KINDS } }],
]);

function* gitProblems(has: (name: string) => boolean, values: ReadonlyMap<string, string | undefined>): Iterable<Problem> {
  if (has('url') && has('repo')) yield { param: 'repo', message: 'both url and repo are set; remove one of them' };
  if (has('repo') && !has('org') && !has('configKey')) yield { param: 'repo', message: 'repo needs org, too' };
  // without either, Tekton's default configuration uses its catalog
  const isCatalog = /^\/?(?:task|pipeline|stepaction)s?\//.test(values.get('pathInRepo') ?? '');
  if (!has('url') && !has('repo') && !has('configKey') && !isCatalog)
    yield { param: 'url', message: 'the git resolver needs param "url", or "repo" with "org"' };
  const url = values.get('url');
  if (url && !has('org') && !/^(?:[^@]+@[^:]+|(?:git|ssh|ftps?|https?):\/\/)/.test(url))
    yield { param: 'url', message: `${JSON.stringify(url)} is not the URL of a git repository` };
  if (values.get('revision')?.startsWith('-')) yield { param: 'revision', message: 'a revision cannot start with "-"' };
  if (values.get('pathInRepo')?.split('/').includes('..'))
    yield { param: 'pathInRepo', message: 'a path in the repository cannot contain ".."' };
}

function* httpProblems(has: (name: string) => boolean, values: ReadonlyMap<string, string | undefined>): Iterable<Problem> {
  const url = values.get('url');
  if (url && !/^https?:\/\/[^/]/.test(url)) yield { param: 'url', message: `${JSON.stringify(url)} is not an http or https URL` };
  for (const [one, other] of [
    ['http-username', 'http-password-secret'],
    ['http-password-secret', 'http-username'],
  ] as const)
    if (values.has(one) && !values.has(other)) yield { param: one, message: `${one} needs ${other}, too` };
  for (const name of ['http-username', 'http-password-secret'])
    if (values.has(name) && !has(name)) yield { param: name, message: `${name} is empty` };
}
