import { existsSync } from 'node:fs';
import { type Cluster, cleaned, FIELD_MANAGER, idKey, idOf, manifestsIn, predicted } from '../../deploy';
import { TekwireError } from '../../diagnostics';
import { load } from '../../reader';
import type { Manifest } from '../../spec';
import { runProgram } from '../fetch/program';

/** An object before and after; undefined where it does not exist. */
export interface ObjectPair {
  readonly before: Manifest | undefined;
  readonly after: Manifest | undefined;
}

/** Pairs the manifests with the objects of a cluster, as an apply would change them. Objects that only the cluster has are left out. */
export async function pairsOfCluster(cluster: Cluster, manifests: readonly Manifest[]): Promise<readonly ObjectPair[]> {
  const pairs: ObjectPair[] = [];
  for (const manifest of manifests) {
    const live = await cluster.get(idOf(manifest, cluster.namespace));
    pairs.push({ before: live && cleaned(live), after: predicted(live, manifest, FIELD_MANAGER) });
  }
  return pairs;
}

/** Pairs the manifests with others by kind, namespace and name. */
export function pairsOf(before: readonly Manifest[], after: readonly Manifest[]): readonly ObjectPair[] {
  const old = new Map(before.map((manifest) => [idKey(idOf(manifest)), cleaned(manifest)]));
  const now = new Map(after.map((manifest) => [idKey(idOf(manifest)), cleaned(manifest)]));
  const keys = [...new Set([...now.keys(), ...old.keys()])];
  return keys.map((key) => ({ before: old.get(key), after: now.get(key) }));
}

/** The manifests of a folder or file, or of the same paths in a revision of Git. @throws TekwireError when there is no such folder or revision */
export async function manifestsBefore(against: string, paths: readonly string[]): Promise<readonly Manifest[]> {
  if (!existsSync(against)) return manifestsOfRevision(against, paths);
  const { sources, failures } = load([against]);
  if (failures.length > 0) throw new TekwireError(failures.join('\n'));
  return manifestsIn(sources).map(({ manifest }) => manifest);
}

async function manifestsOfRevision(revision: string, paths: readonly string[]): Promise<readonly Manifest[]> {
  const git = (...args: string[]) => runProgram('git', { args, purpose: `--against ${revision}` });
  // a revision must not be read as an option
  const commit = (await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)).toString().trim();
  const listed = (await git('ls-tree', '-r', '--name-only', '-z', commit, '--', ...paths)).toString().split('\0');
  const sources = [];
  for (const path of listed.filter((one) => /\.ya?ml$/.test(one)))
    sources.push({ origin: `${revision}:${path}`, text: (await git('show', `${commit}:./${path}`)).toString(), isFound: true });
  return manifestsIn(sources).map(({ manifest }) => manifest);
}
