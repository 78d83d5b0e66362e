import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import type { RemoteObject } from '../rules';
import type { Manifest } from '../spec';
import type { SourceLocation } from './source-location';

/** An object that belongs to one of our constructs. */
export interface OwnedObject extends ApiObject {
  /** The construct that the user created, whose path is in messages. */
  readonly owner: IConstruct;
  /** Errors that only the constructs can find. */
  wiringProblems(): readonly Diagnostic[];
  /** @internal Where the program created the part that a diagnostic's `where` names, and the object itself, as far as recorded. */
  locationsOf(where: string): readonly SourceLocation[];
  /** Called when its rendering has changed. */
  changed(): void;
  /** Locked objects that it refers to. */
  remoteObjects(): readonly RemoteObject[];
  /** The manifest that the program defines, with JSON patches, before any policy. */
  ownJson(): Manifest;
}

/** Rewrites the manifest of a construct. */
export type Emission = (construct: IConstruct, manifest: Manifest) => Manifest;
