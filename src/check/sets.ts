import type { ReadDocument } from '../reader';
import { textOf } from './foreign';
import type { Grouping } from './grouping';
import { closedRoot, folderOf, isWithin, pathOf } from './paths';
import { definitionOf, nameOf, namesIn, referableKinds } from './references';
import { isExample, setRoots } from './set-roots';

/** Manifests that are checked together. */
export interface ManifestSet {
  readonly members: readonly ReadDocument[];
  /** Objects of other sets that the members refer to, directly or through others. */
  readonly around: readonly ReadDocument[];
  /** Objects that several other sets define, and that are therefore treated as external, such as `Task/git-clone`. */
  readonly ambiguous: readonly string[];
}

/** Groups Tekton's objects into manifest sets, in the order of their files. */
export function manifestSets(documents: readonly ReadDocument[], grouping: Grouping): readonly ManifestSet[] {
  if (grouping === 'all') return [{ members: documents, around: [], ambiguous: [] }];
  const byFile = new Map<string, ReadDocument[]>();
  for (const document of documents) add(byFile, document.origin, document);
  const files = [...byFile].map(([origin, list]) => ({ path: pathOf(origin), defines: new Set(list.flatMap(definitionOf)) }));
  const roots = setRoots(files, grouping);
  const sets = new Map<string, ReadDocument[]>();
  for (const [origin, list] of byFile) for (const document of list) add(sets, roots.get(pathOf(origin)) ?? '', document);
  if (sets.size < 2) return [{ members: documents, around: [], ambiguous: [] }];
  const surroundings = new Surroundings(documents, grouping === 'auto');
  return [...sets].map(([root, members]) => ({ members, ...surroundings.of(root, members) }));
}

interface Definition {
  readonly document: ReadDocument;
  readonly path: string;
}

interface Surrounding {
  readonly around: readonly ReadDocument[];
  readonly ambiguous: readonly string[];
}

/** Finds the objects of other sets that a set refers to: the nearest of that name, going up folder by folder. */
class Surroundings {
  private readonly byName = new Map<string, Definition[]>();

  /** @param isOpen - whether sets see objects of other sets; otherwise these are external */
  constructor(
    documents: readonly ReadDocument[],
    private readonly isOpen: boolean,
  ) {
    for (const document of documents) {
      const name = nameOf(document);
      const kind = textOf(document.manifest, 'kind');
      if (name !== '' && referableKinds.includes(kind)) add(this.byName, name, { document, path: pathOf(document.origin) });
    }
  }

  of(root: string, members: readonly ReadDocument[]): Surrounding {
    const own = new Set(members);
    const around = new Set<ReadDocument>();
    const ambiguous = new Set<string>();
    const waiting = [...members];
    const asked = new Set<string>();
    for (let document = waiting.pop(); document !== undefined; document = waiting.pop()) {
      for (const name of namesIn(document.manifest)) {
        if (asked.has(name)) continue;
        asked.add(name);
        for (const [kind, definitions] of byKind(this.byName.get(name) ?? [])) {
          if (definitions.some((one) => own.has(one.document))) continue;
          const found = this.isOpen ? nearest(root, definitions) : undefined;
          if (found === undefined) ambiguous.add(`${kind}/${name}`);
          else if (!around.has(found)) {
            around.add(found);
            waiting.push(found);
          }
        }
      }
    }
    return { around: [...around], ambiguous: [...ambiguous] };
  }
}

function byKind(definitions: readonly Definition[]): ReadonlyMap<string, readonly Definition[]> {
  const found = new Map<string, Definition[]>();
  for (const one of definitions) add(found, textOf(one.document.manifest, 'kind'), one);
  return found;
}

/** The definition of an object that is meant in the set; undefined when there are several candidates, or none. */
function nearest(root: string, definitions: readonly Definition[]): ReadDocument | undefined {
  const closed = closedRoot(`${root}/x`);
  const seen = definitions.filter(({ path }) => closedRoot(path) === closed);
  for (let folder = root; ; folder = folder === '/' ? '' : folderOf(folder)) {
    const within = seen.filter(({ path }) => isWithin(path, folder));
    const real = within.filter(({ path }) => !isExample(path) || isExample(`${folder}/x`));
    const [first, ...others] = real.length > 0 ? real : within;
    if (first !== undefined) return others.length === 0 ? first.document : undefined;
    if (folder === '') return undefined;
  }
}

function add<T>(into: Map<string, T[]>, key: string, value: T): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, [value]);
  else known.push(value);
}
