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

/** Makes an object that is not ours emit what `emissionOf` gives; it keeps its own way of rendering. */
export function adopt(object: ApiObject, emissionOf: () => Emission): void {
  if (isOwned(object) || Object.hasOwn(object, 'toJson')) return;
  Object.defineProperty(object, 'toJson', { value: () => emissionOf()(object, inheritedJson(object)), configurable: true });
}

/** By the method of its class, which a generated import has of its own. */
function inheritedJson(object: ApiObject): Manifest {
  const { toJson } = Object.getPrototypeOf(object) as ApiObject;
  return toJson.call(object) as Manifest;
}
