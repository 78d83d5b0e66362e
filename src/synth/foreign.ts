import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from '../spec';
import type { Emission, OwnedObject } from './owned-object';

/** Whether the construct is an object of one of Tekton's groups, made by us or not. */
export function isTektonObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct) && (construct.apiGroup === 'tekton.dev' || construct.apiGroup.endsWith('.tekton.dev'));
}

// not by instanceof: cdk8s answers it with yes for every ApiObject
/** Whether one of our constructs stands behind the object, in this or another copy of the package. */
export function isOwned(construct: IConstruct): construct is OwnedObject {
  return 'owner' in construct && 'wiringProblems' in construct;
}

/** What the program says of an object of Tekton, JSON patches too, before any policy. */
export function ownJsonOf(object: ApiObject): Manifest {
  return (isOwned(object) ? object.ownJson() : inheritedJson(object)) as Manifest;
}

const ours = new WeakSet<ApiObject>();
const adopted = new WeakSet<ApiObject>();

/** Takes note that the object is one of this copy of the package, and emits by itself what policies make of it. */
export function registerOwn(object: ApiObject): void {
  ours.add(object);
}

/** Makes an object that is not ours, or is of another copy of the package, emit what `emissionOf` gives; it keeps its own rendering. */
export function adopt(object: ApiObject, emissionOf: () => Emission): void {
  if (ours.has(object) || adopted.has(object)) return;
  adopted.add(object);
  // an object of another copy may have been adopted by a third one
  const json = Object.hasOwn(object, 'toJson') ? object.toJson : () => inheritedJson(object);
  const owner = isOwned(object) ? object.owner : object;
  Object.defineProperty(object, 'toJson', { value: () => emissionOf()(owner, json() as Manifest), configurable: true });
  // what the other copy has judged was without the policies of this one
  (object as Partial<Pick<OwnedObject, 'changed'>>).changed?.();
}

/** By the method of its class, which a generated import has of its own. */
function inheritedJson(object: ApiObject): Manifest {
  const { toJson } = Object.getPrototypeOf(object) as ApiObject;
  return toJson.call(object) as Manifest;
}
