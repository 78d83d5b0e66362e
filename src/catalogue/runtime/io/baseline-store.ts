import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { optionalVariable, variable } from './environment';
import { writeInside } from './files';
import { piecesInside, readText, Unreadable } from './read-text';
import { RegistryClient } from './registry';

/** Where the baselines of a branch are kept. */
export interface BaselineStore {
  /** The place in messages. */
  readonly name: string;
  /** The baseline; undefined when there is none yet. @throws Error when it cannot be read */
  read(): Promise<StoredBaseline | undefined>;
  /** Identifies what `read` would return now. */
  version(): Promise<string | undefined>;
  /** Writes the baseline as a whole. @default - the store is read only */
  write?(pieces: Iterable<string>): Promise<void>;
}

/** A stored baseline. */
export interface StoredBaseline {
  /** Its SARIF text, in pieces. */
  readonly pieces: Iterable<string>;
  readonly digest: string;
}

/** The store that the environment names: a file of the sources, a repository of a registry, or else a folder of the workspace. */
export function storeOf(): BaselineStore {
  const file = optionalVariable('BASELINE_FILE');
  if (file !== undefined) return fileStore(variable('WORKSPACE'), join(variable('SOURCE_PATH'), file), file);
  const registry = optionalVariable('BASELINE_REGISTRY');
  return registry === undefined ? workspaceStore() : registryStore(registry);
}

function fileStore(root: string, path: string, name: string): BaselineStore {
  const pieces = piecesInside(root, path);
  const read = async () => {
    try {
      return { pieces, digest: digestOf(pieces) };
    } catch (error) {
      if (error instanceof Unreadable && error.message.startsWith('ENOENT')) return undefined;
      throw error;
    }
  };
  return { name, read, version: async () => (await read())?.digest };
}

function workspaceStore(): BaselineStore {
  const workspace = variable('WORKSPACE');
  const path = join(
    variable('BASELINE_FOLDER'),
    repositoryName(optionalVariable('SOURCE_URL')),
    `${tagOf(variable('TARGET_BRANCH'))}.sarif`,
  );
  return { ...fileStore(workspace, path, `${path} of the workspace`), write: async (pieces) => writeInside(workspace, path, pieces) };
}

function registryStore(registry: string): BaselineStore {
  const [host = '', ...names] = registry.split('/');
  const name = [...names, repositoryName(optionalVariable('SOURCE_URL'))].filter((part) => part !== '').join('/');
  const tag = tagOf(variable('TARGET_BRANCH'));
  const isInsecure = variable('BASELINE_INSECURE') === 'true';
  const auth = authOf(host);
  const client = new RegistryClient({ host, name, isInsecure, ...(auth !== undefined && { auth }) });
  return {
    name: `${host}/${name}:${tag}`,
    read: async () => {
      const found = await client.read(tag);
      return found && { pieces: [found.text], digest: found.digest };
    },
    version: () => client.digestOf(tag),
    write: (pieces) =>
      client.write(tag, [...pieces].join(''), {
        'org.opencontainers.image.title': 'tekwire baseline',
        'org.opencontainers.image.ref.name': tag,
      }),
  };
}

/** The name of a repository as part of a path: of `https://github.com/Acme/App.git` `github.com/acme/app`. */
function repositoryName(url = ''): string {
  const path = url
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^@/]*@/, '')
    .replace(/:(?=\D)/, '/')
    .replace(/\.git\/*$/i, '');
  const parts = path
    .toLowerCase()
    .split('/')
    .map((part) => part.replace(/[^a-z0-9]+/g, (signs) => (signs === '.' || signs === '_' ? signs : '-')).replace(/^[-._]+|[-._]+$/g, ''));
  return parts.filter((part) => part !== '').join('/');
}

/** The tag of a branch; a branch that cannot be a tag gets a hash, so that two branches never share one. */
function tagOf(branch: string): string {
  const tag = branch
    .replace(/[^\w.-]/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 100);
  return tag === branch ? tag : `${tag}-${digestOf([branch]).slice(7, 19)}`;
}

function digestOf(pieces: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
}

/** The credentials for a host in the mounted Docker configuration. @throws Error when the configuration cannot be read */
function authOf(host: string): string | undefined {
  const file = optionalVariable('DOCKER_CONFIG_FILE');
  if (file === undefined || !existsSync(file)) return undefined;
  const auths =
    (JSON.parse(readText(file).text ?? '{}') as { auths?: Record<string, { auth?: string; username?: string; password?: string }> })
      .auths ?? {};
  const found = auths[host] ?? auths[`https://${host}`] ?? auths[`https://${host}/v1/`] ?? auths[`https://${host}/v2/`];
  if (found?.auth) return found.auth;
  return found?.username === undefined ? undefined : Buffer.from(`${found.username}:${found.password ?? ''}`).toString('base64');
}
