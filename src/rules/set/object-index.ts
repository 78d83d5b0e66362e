import type { ObjectView } from '../view/object-view';

/** The objects with a known shape, by kind and name, in all namespaces. Indexed on first use. */
export class ObjectIndex {
  private byName: ReadonlyMap<string, readonly ObjectView[]> | undefined;
  private names: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(private readonly objects: readonly ObjectView[]) {}

  /** The objects of that kind and name. */
  find(kind: string, name: string): readonly ObjectView[] {
    this.byName ??= grouped(this.named(), (object) => `${object.kind}\n${object.name}`);
    return this.byName.get(`${kind}\n${name}`) ?? [];
  }

  /** The first object that a reference from the namespace can match. */
  findFrom(namespace: string, kind: string, name: string): ObjectView | undefined {
    const isAnywhere = kind.startsWith('Cluster');
    return this.find(kind, name).find((object) => isAnywhere || canBe(object.namespace, namespace));
  }

  /** The names of all objects of a kind, each once. */
  namesOf(kind: string): readonly string[] {
    this.names ??= new Map([...grouped(this.named(), (object) => object.kind)].map(([one, all]) => [one, unique(all)]));
    return this.names.get(kind) ?? [];
  }

  private named(): readonly ObjectView[] {
    return this.objects.filter(({ name, spec }) => name !== '' && spec !== undefined);
  }
}

/** Whether a reference from one namespace can match an object in the other. An empty namespace matches any. */
function canBe(namespace: string, from: string): boolean {
  return namespace === from || namespace === '' || from === '';
}

function grouped(objects: readonly ObjectView[], key: (object: ObjectView) => string): Map<string, ObjectView[]> {
  const groups = new Map<string, ObjectView[]>();
  for (const object of objects) {
    const known = groups.get(key(object));
    if (known === undefined) groups.set(key(object), [object]);
    else known.push(object);
  }
  return groups;
}

function unique(objects: readonly ObjectView[]): readonly string[] {
  return [...new Set(objects.map(({ name }) => name))];
}
