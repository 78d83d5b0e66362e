import { ApiObject, type ApiObjectMetadata, ApiObjectMetadataDefinition, type JsonPatch, type OwnerReference } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import type { RemoteObject } from '../rules';
import type { Manifest } from '../spec';
import { registerOwn } from './foreign';
import { held } from './held';
import { Judgement } from './judgement';
import type { OwnedObject } from './owned-object';
import { tryRenderPlain } from './plain-json';
import { notePlace, type ProgramPlace } from './program-place';

/** What a Tekton object is made of. */
export interface TektonObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  /** Called when the object is rendered, and again after a change. */
  readonly spec: () => unknown;
  /** Mistakes that only the constructs can see, as a value of another pipeline. @default - none */
  readonly wiringProblems?: () => readonly Diagnostic[];
  /** Locked objects that it refers to. @default - none */
  readonly remoteObjects?: () => readonly RemoteObject[];
  /** Finds a part that the program made by itself, as a task of a pipeline, by its name. @default - there are none */
  readonly tryFindPart?: (name: string) => { readonly place?: ProgramPlace | undefined } | undefined;
  /** The construct that the user made, whose path stands in messages. @default - the object itself */
  readonly owner?: IConstruct;
}

const none = () => [];
const noPart = () => undefined;

/** The ApiObject behind a Task, Pipeline or run. Rendered once per synth, judged with all others of the app. */
export class TektonObject extends ApiObject implements OwnedObject {
  readonly owner: IConstruct;
  private readonly judgement: Judgement;
  private readonly problems: () => readonly Diagnostic[];
  private readonly remotes: () => readonly RemoteObject[];
  /** The metadata that it was made with. */
  protected readonly given: ApiObjectMetadata;
  private readonly render: () => unknown;
  private readonly ownPatches: JsonPatch[] = [];
  private readonly place = notePlace();
  private readonly tryFindPart: (name: string) => { readonly place?: ProgramPlace | undefined } | undefined;

  constructor(scope: Construct, id: string, props: TektonObjectProps) {
    const { apiVersion, kind, spec, owner, wiringProblems = none, remoteObjects = none, tryFindPart = noPart } = props;
    const metadata = held(props.metadata, owner ?? { scope, id }, 'metadata');
    super(scope, id, { apiVersion, kind, metadata, spec: { resolve: spec } });
    this.owner = owner ?? this;
    this.render = spec;
    this.given = metadata;
    this.problems = wiringProblems;
    this.remotes = remoteObjects;
    this.tryFindPart = tryFindPart;
    registerOwn(this);
    this.judgement = Judgement.of(this);
    this.judgement.forget();
    Object.setPrototypeOf(this.metadata, WatchedMetadata.prototype);
    (this.metadata as WatchedMetadata).watcher = this.judgement;
    this.owner.node.addValidation({ validate: () => [...this.judgement.messagesFor(this)] });
  }

  /** Mistakes that only the constructs can see. */
  wiringProblems(): readonly Diagnostic[] {
    return this.problems();
  }

  /** Locked objects that it refers to, for the rules. */
  remoteObjects(): readonly RemoteObject[] {
    return this.remotes();
  }

  /** @internal */
  tryFindPlace(where: string): ProgramPlace | undefined {
    const part = where.startsWith('/') ? this.tryFindPart(where.slice(1).split(' ', 1)[0] ?? '') : undefined;
    return part?.place ?? this.place;
  }

  /** Takes note that what `spec` gives has changed. */
  changed(): void {
    this.judgement.forget();
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.judgement.forget();
    this.ownPatches.push(...operations);
    super.addJsonPatch(...operations);
  }

  /** Makes the JSON patches, and the changes of the metadata, that this object has had to another one. */
  protected repeatOn(other: TektonObject): void {
    for (const change of (this.metadata as WatchedMetadata).changes ?? []) change(other.metadata);
    if (this.ownPatches.length > 0) other.addJsonPatch(...this.ownPatches);
  }

  override toJson(): Manifest {
    return this.judgement.render(this, () => this.ownJson());
  }

  /** What the program says, JSON patches too, before any policy. */
  ownJson(): Manifest {
    return this.tryRenderFast() ?? (super.toJson() as Manifest);
  }

  /** cdk8s walks to the app for every value of every object; plain data needs none of it. */
  private tryRenderFast(): Manifest | undefined {
    if (this.ownPatches.length > 0 || (this.metadata as WatchedMetadata).changes !== undefined || !this.judgement.isAppPlain)
      return undefined;
    return tryRenderPlain(this, this.given, this.render());
  }
}

/** Metadata that tells of its changes, so that what was rendered before is not taken for current, and that can repeat them. */
class WatchedMetadata extends ApiObjectMetadataDefinition {
  declare watcher: Judgement;
  declare changes?: ((other: ApiObjectMetadataDefinition) => void)[];

  override addLabel(key: string, value: string): void {
    this.change((other) => other.addLabel(key, value));
    super.addLabel(key, value);
  }

  override addAnnotation(key: string, value: string): void {
    this.change((other) => other.addAnnotation(key, value));
    super.addAnnotation(key, value);
  }

  override addFinalizers(...finalizers: string[]): void {
    this.change((other) => other.addFinalizers(...finalizers));
    super.addFinalizers(...finalizers);
  }

  override addOwnerReference(owner: OwnerReference): void {
    this.change((other) => other.addOwnerReference(owner));
    super.addOwnerReference(owner);
  }

  override add(key: string, value: unknown): void {
    this.change((other) => other.add(key, value));
    super.add(key, value);
  }

  private change(again: (other: ApiObjectMetadataDefinition) => void): void {
    this.changes ??= [];
    this.changes.push(again);
    this.watcher.forget();
  }
}
