import type { IConstruct } from 'constructs';
import type { TektonObject } from '../task';

/** Whether the construct is a Tekton object of this library. Not by instanceof: cdk8s answers it with yes for every ApiObject. */
export function isOurs(construct: IConstruct): construct is TektonObject {
  return 'owner' in construct && 'ownJson' in construct;
}
