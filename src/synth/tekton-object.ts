import { ApiObject, type ApiObjectMetadata, ApiObjectMetadataDefinition, type JsonPatch, type OwnerReference } from 'cdk8s';
import type { Construct, IConstruct, IValidation } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import type { RemoteObject } from '../rules';
import type { Manifest } from '../spec';
import { AppCheck } from './app-check';
import { checkedCopy } from './checked-copy';
import { registerOwn } from './foreign';
import { reportValue } from './known';
import type { OwnedObject } from './owned-object';
import { tryRenderPlain, unrenderable } from './plain-json';
import { checkedScope, isRecord, shown } from './refuse';
import { recordLocation, type SourceLocation } from './source-location';

/** The parts of a Tekton object. */
export interface TektonObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  /** Called when the object is rendered, and again after a change. */
  readonly spec: () => unknown;
  /** Annotations that follow from the content; those of the program win. @default - none */
  readonly annotations?: () => Readonly<Record<string, string>>;
  /** Errors that only the constructs can find, such as a value of another pipeline. @default - none */
  readonly wiringProblems?: () => readonly Diagnostic[];
  /** Locked objects that it refers to. @default - none */
  readonly remoteObjects?: () => readonly RemoteObject[];
  /** Finds a part with a source location of its own, such as a task of a pipeline, by its name. @default - there are none */
  readonly tryFindPart?: (name: string) => { readonly location?: SourceLocation | undefined } | undefined;
  /** The construct that the user created, whose path is in messages. @default - the object itself */
  readonly owner?: IConstruct;
}

const none = () => [];
const noPart = () => undefined;

/** The ApiObject of a Task, Pipeline or run. It is rendered once per synth and checked with all others of the app. */
export class TektonObject extends ApiObject implements OwnedObject {
  readonly owner: IConstruct;
  private readonly check: AppCheck;
  private readonly problems: () => readonly Diagnostic[];
  private readonly remotes: () => readonly RemoteObject[];
  /** The metadata that it was created with. */
  protected readonly given: ApiObjectMetadata;
  private readonly render: () => unknown;
  private readonly annotations: (() => Readonly<Record<string, string>>) | undefined;
  private readonly ownPatches: JsonPatch[] = [];
  private readonly ownValidations: IValidation[] = [];
  private readonly location = recordLocation();
  private readonly tryFindPart: (name: string) => { readonly location?: SourceLocation | undefined } | undefined;

  constructor(scope: Construct, id: string, props: TektonObjectProps) {
    const { apiVersion, kind, spec, owner, wiringProblems = none, remoteObjects = none, tryFindPart = noPart } = props;
    checkedScope(scope, id, kind);
    const metadata = checkedMetadata(checkedCopy(props.metadata, owner ?? { scope, id }, 'metadata'), owner ?? { scope, id });
    super(scope, id, { apiVersion, kind, metadata, spec: { resolve: spec } });
    this.owner = owner ?? this;
    this.render = spec;
    this.given = metadata;
    this.annotations = props.annotations;
    this.problems = wiringProblems;
    this.remotes = remoteObjects;
    this.tryFindPart = tryFindPart;
    registerOwn(this);
    this.check = AppCheck.of(this);
    this.check.forget();
    Object.setPrototypeOf(this.metadata, WatchedMetadata.prototype);
    (this.metadata as WatchedMetadata).watcher = this.check;
    this.owner.node.addValidation({ validate: () => [...this.check.messagesFor(this)] });
    recordValidations(this.owner, this.ownValidations);
  }

  /** Errors that only the constructs can find. */
  wiringProblems(): readonly Diagnostic[] {
    return this.problems();
  }

  /** Locked objects that it refers to, for the rules. */
  remoteObjects(): readonly RemoteObject[] {
    return this.remotes();
  }

  /** @internal */
  locationsOf(where: string): readonly SourceLocation[] {
    const part = where.startsWith('/') ? this.tryFindPart(where.slice(1).split(' ', 1)[0] ?? '') : undefined;
    return [part?.location, this.location].filter((one) => one !== undefined);
  }

  /** Called when the result of `spec` has changed. */
  changed(): void {
    this.check.forget();
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.check.forget();
    this.ownPatches.push(...operations);
    super.addJsonPatch(...operations);
  }

  /** Applies the JSON patches, metadata changes and validations of this object to another one. */
  protected repeatOn(other: TektonObject): void {
    for (const change of (this.metadata as WatchedMetadata).changes ?? []) change(other.metadata);
    if (this.ownPatches.length > 0) other.addJsonPatch(...this.ownPatches);
    for (const validation of this.ownValidations) other.owner.node.addValidation(validation);
  }

  override toJson(): Manifest {
    return this.check.render(this, () => this.ownJson());
  }

  /** The manifest that the program defines, with JSON patches, before any policy. */
  ownJson(): Manifest {
    const manifest = this.tryRenderFast() ?? this.renderAsCdk8s();
    return this.annotations === undefined ? manifest : annotated(manifest, this.annotations());
  }

  private renderAsCdk8s(): Manifest {
    try {
      return super.toJson() as Manifest;
    } catch (error) {
      throw unrenderable(error, this.owner, { metadata: this.given, spec: this.render() });
    }
  }

  /** Renders plain data without cdk8s, which walks to the app for every value of every object. */
  private tryRenderFast(): Manifest | undefined {
    if (this.ownPatches.length > 0 || (this.metadata as WatchedMetadata).changes !== undefined || !this.check.isAppPlain) return undefined;
    return tryRenderPlain(this, this.given, this.render());
  }
}

/** Adds annotations; keys are sorted, as cdk8s does it. */
function annotated(manifest: Manifest, annotations: Readonly<Record<string, string>>): Manifest {
  if (Object.keys(annotations).length === 0) return manifest;
  const { annotations: own, ...rest } = manifest.metadata ?? {};
  const all = Object.entries({ ...annotations, ...own }).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...manifest, metadata: { annotations: Object.fromEntries(all), ...rest } };
}

/** Reports labels and annotations that are not an object, whose parts cdk8s would take for labels; returns the other metadata. */
function checkedMetadata(metadata: ApiObjectMetadata, owner: object): ApiObjectMetadata {
  if (metadata !== undefined && !isRecord(metadata)) {
    reportValue(owner, 'metadata', '', `expected an object such as { labels: { team: 'web' } }, found ${shown(metadata)}`);
    return {};
  }
  const odd = (['labels', 'annotations'] as const).filter((field) => !isRecord(metadata?.[field] ?? {}));
  if (odd.length === 0) return metadata;
  const kept: Record<string, unknown> = { ...metadata };
  for (const field of odd) {
    reportValue(owner, `metadata.${field}`, '', `expected an object of strings, found ${shown(metadata[field])}`);
    delete kept[field];
  }
  return kept;
}

/** Records the validations that the program adds to the construct from now on. */
function recordValidations({ node }: IConstruct, recorded: IValidation[]): void {
  const { addValidation } = node;
  node.addValidation = (validation) => {
    recorded.push(validation);
    addValidation.call(node, validation);
  };
}

/** Metadata that reports and records its changes, so that an earlier rendering is discarded and the changes can be repeated. */
class WatchedMetadata extends ApiObjectMetadataDefinition {
  declare watcher: AppCheck;
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
