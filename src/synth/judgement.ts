import { type ApiObject, App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { compareDiagnostics, type Diagnostic, formatDiagnostic } from '../diagnostics';
import type { CustomRule, Document, RemoteObject } from '../rules';
import type { Manifest } from '../spec';
import { FeatureScopes } from './feature-scopes';
import { adopt, isOwned, isTektonObject } from './foreign';
import type { Emission, OwnedObject } from './owned-object';
import { type ProgramPlace, renewNotes, tryPrintPlace } from './program-place';
import { forgetRemarks } from './refuse';

const judgements = new WeakMap<IConstruct, Judgement>();

/**
 * The verdict of all rules on all Tekton objects of one app. cdk8s asks every construct, and all of them again for every chart;
 * the answer is found once and kept until something changes, or the synth that asked is over.
 */
export class Judgement {
  private readonly rendered = new Map<ApiObject, Manifest>();
  private messages: ReadonlyMap<string, readonly string[]> | undefined;
  private isClearing = false;
  private isPlain: boolean | undefined;
  private readonly features = new FeatureScopes();
  private emission: Emission | undefined;
  private hasPlaces = true;
  private rules: readonly CustomRule[] = [];
  private readonly noted = new Map<string, Diagnostic>();

  private constructor(private readonly root: IConstruct) {
    root.node.addValidation({ validate: () => this.messagesForForeign() });
  }

  /** That of the app which the construct belongs to. */
  static of(construct: IConstruct): Judgement {
    const root = construct.node.root;
    const known = judgements.get(root);
    if (known !== undefined) return known;
    const made = new Judgement(root);
    judgements.set(root, made);
    renewNotes();
    forgetRemarks();
    return made;
  }

  /** Takes note that something changed. */
  forget(): void {
    this.rendered.clear();
    this.messages = undefined;
    this.isPlain = undefined;
  }

  /** Takes note of a mistake that was found when the program gave it; it is reported with those of the rules. */
  note(diagnostic: Diagnostic): void {
    const key = [diagnostic.origin, diagnostic.code, diagnostic.where, diagnostic.message].join('\n');
    if (this.noted.has(key)) return;
    this.noted.set(key, diagnostic);
    this.forget();
  }

  /** Whether the app renders its objects as every app does, without resolvers of its own and with keys sorted. */
  get isAppPlain(): boolean {
    this.isPlain ??= process.env.CDK8S_DISABLE_SORT === undefined && App.of(this.root).resolvers.length === BUILT_IN_RESOLVERS;
    return this.isPlain;
  }

  /** Judges the scope by these feature flags of Tekton from now on. */
  useFeatures(scope: IConstruct, features: Readonly<Record<string, string>>): void {
    this.features.set(scope, features);
    this.forget();
  }

  /** Judges the app by these rules too from now on. */
  useRules(rules: readonly CustomRule[]): void {
    this.rules = rules;
    this.forget();
  }

  /** The rules of the user that were added until now. */
  get customRules(): readonly CustomRule[] {
    return this.rules;
  }

  /** Emits what `change` makes of the manifests from now on. */
  useEmission(change: Emission): void {
    this.emission = change;
    this.adoptForeign();
    this.forget();
  }

  /** Lets `useEmission` have its word on objects that were written without our constructs since it was called. */
  adoptForeign(): void {
    if (this.emission === undefined) return;
    const emissionOf = () => this.emission ?? unchanged;
    for (const object of this.root.node.findAll()) if (isTektonObject(object)) adopt(object, emissionOf);
  }

  /** Gives no places in the program while `ask` asks. */
  withoutPlaces<T>(ask: () => T): T {
    this.forget();
    this.hasPlaces = false;
    try {
      return ask();
    } finally {
      this.hasPlaces = true;
      this.forget();
    }
  }

  /** What the object has rendered in this synth, or `make` of it. */
  render(object: OwnedObject, make: () => Manifest): Manifest {
    const known = this.rendered.get(object);
    if (known !== undefined) return known;
    const made = this.emission === undefined ? make() : this.emission(object.owner, make());
    this.rendered.set(object, made);
    this.clearWhenSynthIsOver();
    return made;
  }

  /** The errors of one object, each a line; cdk8s puts the construct's path before it. */
  messagesFor(object: OwnedObject): readonly string[] {
    const messages = this.judged();
    return messages.size === 0 ? NONE : (messages.get(object.owner.node.path) ?? NONE);
  }

  /** The errors with paths that no object of ours stands behind: of Tekton objects that were written without our constructs, of scopes. */
  private messagesForForeign(): string[] {
    this.adoptForeign();
    const messages = this.judged();
    if (messages.size === 0) return [];
    const owned = new Set(this.root.node.findAll().flatMap((one) => (isTektonObject(one) && isOwned(one) ? [one.owner.node.path] : [])));
    return [...messages].flatMap(([path, lines]) => (owned.has(path) ? [] : lines.map((line) => `${path} ${line}`.trim())));
  }

  private judged(): ReadonlyMap<string, readonly string[]> {
    this.messages ??= this.judgeAll();
    this.clearWhenSynthIsOver();
    return this.messages;
  }

  private judgeAll(): Map<string, string[]> {
    const objects = this.root.node.findAll().filter(isTektonObject);
    const documents = objects.map((object) => new ObjectDocument(object));
    const wiring = objects.flatMap((object) => (isOwned(object) ? object.wiringProblems() : []));
    const remoteObjects = objects.flatMap((object) => (isOwned(object) ? object.remoteObjects() : NO_OBJECTS));
    const errors = [...this.diagnose(documents, remoteObjects), ...wiring, ...this.noted.values()]
      .filter(({ severity }) => severity === 'error')
      .sort(compareDiagnostics);
    return this.messagesOf(errors, errors.length === 0 ? [] : objects.filter(isOwned));
  }

  private messagesOf(errors: readonly Diagnostic[], owned: readonly OwnedObject[]): Map<string, string[]> {
    const objects = new Map(this.hasPlaces ? owned.map((object) => [object.owner.node.path, object]) : []);
    const byOrigin = new Map<string, string[]>();
    for (const error of errors) {
      const place = this.hasPlaces ? ((error as NotedDiagnostic).place ?? objects.get(error.origin)?.tryFindPlace(error.where)) : undefined;
      const printed = place && tryPrintPlace(place);
      const message = `${withoutOrigin(error)}${printed === undefined ? '' : ` (${printed})`}`;
      const lines = byOrigin.get(error.origin);
      if (lines === undefined) byOrigin.set(error.origin, [message]);
      else lines.push(message);
    }
    return byOrigin;
  }

  /** All objects are judged together, since they refer to each other; where scopes have other features, once for each kind of scope. */
  private diagnose(documents: readonly ObjectDocument[], remoteObjects: readonly RemoteObject[]): readonly Diagnostic[] {
    // loaded at the first synth: a program that only imports us does not pay for 150 rules
    const { judge } = require('../rules') as typeof import('../rules');
    const { rules } = this;
    if (this.features.isUniform) return judge(documents, { features: this.features.of(this.root), remoteObjects, rules });
    return this.features
      .groupsOf(documents, ({ place }) => place)
      .flatMap(({ features, members }) => {
        const origins = new Set(members.map(({ origin }) => origin));
        return judge(documents, { features, remoteObjects, rules }).filter(({ origin }) => origins.has(origin));
      });
  }

  private clearWhenSynthIsOver(): void {
    if (this.isClearing) return;
    this.isClearing = true;
    queueMicrotask(() => {
      this.isClearing = false;
      this.forget();
    });
  }
}

/** A diagnostic that brings its place in the program. */
interface NotedDiagnostic extends Diagnostic {
  readonly place?: ProgramPlace;
}

const NONE: readonly string[] = [];
const NO_OBJECTS: readonly RemoteObject[] = [];
const unchanged: Emission = (_, manifest) => manifest;

/** Those that every cdk8s app has: for Lazy, for objects with `resolve`, for number-or-string unions. */
const BUILT_IN_RESOLVERS = 3;

/** The manifest of an object. Its path is worked out only when a message needs it: cdk8s walks to the app for every path. */
class ObjectDocument implements Document {
  readonly manifest: Manifest;

  constructor(private readonly object: ApiObject) {
    this.manifest = object.toJson() as Manifest;
  }

  /** The construct that the user made. */
  get place(): IConstruct {
    return isOwned(this.object) ? this.object.owner : this.object;
  }

  get origin(): string {
    return this.place.node.path;
  }
}

function withoutOrigin(diagnostic: Diagnostic): string {
  const where = diagnostic.where.replace(/^\//, '');
  return formatDiagnostic({ ...diagnostic, origin: where, where: '' });
}
