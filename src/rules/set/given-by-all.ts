import type { Document } from '../view/document';
import { byName } from '../view/view';
import type { Views } from '../view/views';
import type { Lookup } from './lookup';

/** By document of a Task, Pipeline or StepAction that something among the manifests uses: the params that every use sets. */
export function givenByAll(views: Views, lookup: Lookup): ReadonlyMap<Document, ReadonlySet<string>> {
  const found = new Map<Document, ReadonlySet<string>>();
  const add = (target: { readonly document: Document; readonly isObject?: boolean } | undefined, names: Iterable<string>) => {
    // an embedded spec is in the document of another object
    if (target === undefined || target.isObject === false) return;
    const given = new Set(names);
    const known = found.get(target.document);
    found.set(target.document, known === undefined ? given : new Set([...known].filter((name) => given.has(name))));
  };
  for (const task of views['pipeline-task']) add(lookup.calledBy(task), task.given);
  for (const run of views.run) add(lookup.targetOf(run), byName(run.spec.params).keys());
  for (const { spec, document } of views.step) {
    const { ref, params } = spec;
    if (ref?.name !== undefined && !ref.resolver) add(lookup.stepAction(document, ref.name), byName(params).keys());
  }
  return found;
}
