import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import type { RemoteObject } from '../rules';
import type { Manifest } from '../spec';
import type { ProgramPlace } from './program-place';

/** An object that one of our constructs stands behind. */
export interface OwnedObject extends ApiObject {
  /** The construct that the user made, whose path stands in messages. */
  readonly owner: IConstruct;
  /** Mistakes that only the constructs can see. */
  wiringProblems(): readonly Diagnostic[];
  /** @internal Where the program made the object, or the part of it that a diagnostic's `where` names. */
  tryFindPlace(where: string): ProgramPlace | undefined;
  /** Takes note that what it renders has changed. */
  changed(): void;
  /** Locked objects that it refers to. */
  remoteObjects(): readonly RemoteObject[];
  /** What the program says, JSON patches too, before any policy. */
  ownJson(): Manifest;
}

/** Has the last word on what the construct that the user made renders. */
export type Emission = (construct: IConstruct, manifest: Manifest) => Manifest;
