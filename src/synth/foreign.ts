import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from '../spec';
import type { Emission, OwnedObject } from './owned-object';

/** Whether the construct is an object of one of Tekton's API groups, from any library. */
export function isTektonObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct) && (construct.apiGroup === 'tekton.dev' || construct.apiGroup.endsWith('.tekton.dev'));
}

// without instanceof, which cdk8s answers with true for every ApiObject
/** Whether the object was created by a construct of this or another copy of the package. */
export function isOwned(construct: IConstruct): construct is OwnedObject {
  return 'owner' in construct && 'wiringProblems' in construct;
}

/** The manifest that the program defines, with JSON patches, before any policy. */
export function ownJsonOf(object: ApiObject): Manifest {
  return (isOwned(object) ? object.ownJson() : inheritedJson(object)) as Manifest;
}

const ours = new WeakSet<ApiObject>();
const adopted = new WeakSet<ApiObject>();

/** Registers an object of this copy of the package, which applies policies itself. */
export function registerOwn(object: ApiObject): void {
  ours.add(object);
}

/** Makes an object of another library, or of another copy of the package, emit what `emissionOf` returns, based on its own rendering. */
export function adopt(object: ApiObject, emissionOf: () => Emission): void {
  if (ours.has(object) || adopted.has(object)) return;
  adopted.add(object);
  // an object of another copy may have been adopted by a third one
  const json = Object.hasOwn(object, 'toJson') ? object.toJson : () => inheritedJson(object);
  const owner = isOwned(object) ? object.owner : object;
  Object.defineProperty(object, 'toJson', { value: () => emissionOf()(owner, json() as Manifest), configurable: true });
  // the other copy has checked it without the policies of this one
  (object as Partial<Pick<OwnedObject, 'changed'>>).changed?.();
}

/** Renders with the method of its class, which a generated import overrides. */
function inheritedJson(object: ApiObject): Manifest {
  const { toJson } = Object.getPrototypeOf(object) as ApiObject;
  return toJson.call(object) as Manifest;
}
