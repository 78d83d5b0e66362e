import { type ApiObject, App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Settings } from '../config';
import { compareDiagnostics, type Diagnostic, isTekwireError, notedDiagnostic, takeOpen } from '../diagnostics';
import type { CustomRule, Document, RemoteObject } from '../rules';
import type { Manifest } from '../spec';
import { withoutEffects } from './effects';
import { FeatureScopes, noteFeatures } from './feature-scopes';
import { adopt, isOwned, isTektonObject, ownJsonOf } from './foreign';
import { forgetScripts, Locations, messagesOf } from './locations';
import type { Emission, OwnedObject } from './owned-object';
import { printable } from './printed';
import { forgetRemarks } from './refuse';
import { trySettings } from './shared-settings';
import { renewNotes } from './source-location';
import { unusedObjects } from './unused-objects';
import { areWarningsShown, printWarnings } from './warnings';
import { withoutFrames } from './without-frames';

const checksOfApps = new WeakMap<IConstruct, AppCheck>();

/**
 * The diagnostics of all rules for all Tekton objects of one app. cdk8s validates every construct, and all of them again for every chart;
 * the diagnostics are computed once and kept until something changes or the synth ends.
 */
export class AppCheck {
  private readonly rendered = new Map<ApiObject, Manifest>();
  private messages: ReadonlyMap<string, readonly string[]> | undefined;
  private isClearing = false;
  private isPlain: boolean | undefined;
  private readonly features = new FeatureScopes();
  private emission: Emission | undefined;
  private hasLocations = true;
  private rules: readonly CustomRule[] = [];
  private readonly checks: (() => readonly Diagnostic[])[] = [];
  private readonly noted = new Map<string, Diagnostic>();

  private constructor(private readonly root: IConstruct) {
    root.node.addValidation({ validate: () => this.messagesForForeign() });
    withoutFrames(root);
  }

  /** The diagnostics of the app that contains the construct. */
  static of(construct: IConstruct): AppCheck {
    const root = construct.node.root;
    const known = checksOfApps.get(root);
    if (known !== undefined) return known;
    const made = new AppCheck(root);
    checksOfApps.set(root, made);
    renewNotes();
    forgetScripts();
    forgetRemarks();
    return made;
  }

  /** Discards the diagnostics, because something changed. */
  forget(): void {
    this.rendered.clear();
    this.messages = undefined;
    this.isPlain = undefined;
  }

  /** Records an error in the arguments of the program; it is reported with those of the rules. */
  note(diagnostic: Diagnostic): void {
    const key = [diagnostic.origin, diagnostic.code, diagnostic.where, diagnostic.message].join('\n');
    if (this.noted.has(key)) return;
    this.noted.set(key, diagnostic);
    this.forget();
  }

  /** Whether the app renders its objects in the default way: with sorted keys and without custom resolvers. */
  get isAppPlain(): boolean {
    this.isPlain ??= process.env.CDK8S_DISABLE_SORT === undefined && App.of(this.root).resolvers.length === BUILT_IN_RESOLVERS;
    return this.isPlain;
  }

  /** Checks the scope with these feature flags of Tekton from now on. */
  useFeatures(scope: IConstruct, features: Readonly<Record<string, string>>): void {
    this.features.set(scope, features);
    this.forget();
  }

  /** Checks the app with these additional rules from now on. */
  useRules(rules: readonly CustomRule[]): void {
    this.rules = rules;
    this.forget();
  }

  /** Asks this check for diagnostics when all manifests are rendered, unless the program has errors of its own. */
  useCheck(check: () => readonly Diagnostic[]): void {
    this.checks.push(check);
    this.forget();
  }

  /** The user's rules that were added so far. */
  get customRules(): readonly CustomRule[] {
    return this.rules;
  }

  /** Rewrites manifests with `change` from now on. */
  useEmission(change: Emission): void {
    this.emission = change;
    this.adoptForeign();
    this.forget();
  }

  /** Applies `useEmission` to objects of other libraries that were created since it was called. */
  adoptForeign(): void {
    if (this.emission === undefined) return;
    const emissionOf = () => this.emission ?? unchanged;
    for (const object of this.root.node.findAll()) if (isTektonObject(object)) adopt(object, emissionOf);
  }

  /** Omits source locations while `ask` runs. */
  withoutLocations<T>(ask: () => T): T {
    this.forget();
    this.hasLocations = false;
    try {
      return ask();
    } finally {
      this.hasLocations = true;
      this.forget();
    }
  }

  /** The object's rendering in this synth; `make` renders it the first time. */
  render(object: OwnedObject, make: () => Manifest): Manifest {
    const known = this.rendered.get(object);
    if (known !== undefined) return known;
    const changed = printable(this.emission === undefined ? make() : this.emission(object.owner, make()));
    const made = this.features.isEmpty ? changed : this.withFeatures(object, changed);
    this.rendered.set(object, made);
    this.clearWhenSynthIsOver();
    return made;
  }

  private withFeatures({ owner }: OwnedObject, manifest: Manifest): Manifest {
    const features = this.features.of(owner);
    return Object.keys(features).length === 0 ? manifest : noteFeatures(manifest, features);
  }

  /** The errors of one object, one line each; cdk8s adds the construct's path before it. */
  messagesFor(object: OwnedObject): readonly string[] {
    const messages = this.messagesByPath();
    return messages.size === 0 ? NONE : (messages.get(object.owner.node.path) ?? NONE);
  }

  /** The errors for paths without an object of ours: Tekton objects that were written without our constructs, and scopes. */
  private messagesForForeign(): string[] {
    this.adoptForeign();
    const messages = this.messagesByPath();
    if (messages.size === 0) return [];
    const owned = new Set(this.root.node.findAll().flatMap((one) => (isTektonObject(one) && isOwned(one) ? [one.owner.node.path] : [])));
    return [...messages].flatMap(([path, lines]) => (owned.has(path) ? [] : lines.map((line) => `${path} ${line}`.trim())));
  }

  private messagesByPath(): ReadonlyMap<string, readonly string[]> {
    this.messages ??= this.checkAll();
    this.clearWhenSynthIsOver();
    return this.messages;
  }

  private checkAll(): Map<string, string[]> {
    const settings = trySettings();
    if (typeof settings === 'string') return new Map([['', [settings]]]);
    const objects = this.root.node.findAll().filter(isTektonObject);
    const failures: Diagnostic[] = [];
    const documents = objects.flatMap((object) => tryDocument(object, failures) ?? []);
    const wiring = objects.flatMap((object) => (isOwned(object) ? object.wiringProblems() : []));
    const remoteObjects = objects.flatMap((object) => (isOwned(object) ? object.remoteObjects() : NO_OBJECTS));
    // what no construct has reported is in values that the program made and did not use
    for (const mistake of takeOpen()) this.note(notedDiagnostic(this.root.node.path, mistake));
    const mistakes = [...oncePerMessage(failures), ...wiring, ...this.noted.values()];
    // a mistake may be the reason that a Task was not added
    const hasErrors = mistakes.some(({ severity }) => severity === 'error');
    const unused = hasErrors ? [] : [...unusedObjects(documents), ...this.checks.flatMap((check) => check())];
    const all = [...withoutEffects(this.diagnose(documents, remoteObjects, settings), mistakes), ...mistakes, ...unused];
    const found = withSeverities(all, documents, settings).sort(compareDiagnostics);
    const errors = found.filter(({ severity }) => severity === 'error');
    const locations = this.hasLocations ? new Locations(objects, documents) : undefined;
    if (locations !== undefined && areWarningsShown()) printWarnings(this.root, found.filter(isPrinted), (one) => locations.inScript(one));
    return messagesOf(errors, locations);
  }

  /** All objects are checked together, because they refer to each other; once for each group of scopes with the same features. */
  private diagnose(
    documents: readonly ObjectDocument[],
    remoteObjects: readonly RemoteObject[],
    settings: Settings | undefined,
  ): readonly Diagnostic[] {
    // loaded at the first synth, so that `import 'tekwire'` does not load the rules
    const { checkDocuments } = require('../rules') as typeof import('../rules');
    const { features: shared = {}, external = [] } = settings?.config ?? {};
    const lint = settings?.lint ?? (this.hasLocations && areWarningsShown());
    const options = { remoteObjects, rules: this.rules, external, lint };
    if (this.features.isUniform) return checkDocuments(documents, { ...options, features: { ...shared, ...this.features.of(this.root) } });
    return this.features
      .groupsOf(documents, ({ place }) => place)
      .flatMap(({ features, members }) => {
        const origins = new Set(members.map(({ origin }) => origin));
        return checkDocuments(documents, { ...options, features: { ...shared, ...features } }).filter(({ origin }) => origins.has(origin));
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

/** The diagnostics with the severities of the config file. */
function withSeverities(found: readonly Diagnostic[], documents: readonly ObjectDocument[], settings: Settings | undefined): Diagnostic[] {
  if (settings === undefined || found.length === 0) return [...found];
  const byOrigin = new Map(documents.map((document) => [document.origin, document.manifest]));
  return found.flatMap((one) => {
    const { kind = '', metadata } = byOrigin.get(one.origin) ?? {};
    return settings.adjust(one, { kind, name: metadata?.name ?? metadata?.generateName ?? '' }) ?? [];
  });
}

/** Whether a warning is printed at synth. Missing objects are not: a program may leave them to the cluster. */
function isPrinted({ severity, code }: Diagnostic): boolean {
  return severity === 'warning' && code !== 'TW560';
}

const FAILED_POLICY = 'TW286';
/** So many failures with the same message are one. */
const MANY = 4;
const NONE: readonly string[] = [];
const NO_OBJECTS: readonly RemoteObject[] = [];
const unchanged: Emission = (_, manifest) => manifest;

/** The number of resolvers that every cdk8s app has: for Lazy, for objects with `resolve`, for number-or-string unions. */
const BUILT_IN_RESOLVERS = 3;

/** The manifest of an object. When it cannot be rendered, as by a policy that fails, that is a failure, and the object is checked without policies. */
function tryDocument(object: ApiObject, failures: Diagnostic[]): ObjectDocument | undefined {
  try {
    return new ObjectDocument(object, object.toJson() as Manifest);
  } catch (error) {
    if (!isTekwireError(error)) throw error;
    const { code = 'TW288', where, problem: message } = error;
    const origin = (isOwned(object) ? object.owner : object).node.path;
    failures.push({ code, severity: 'error', origin, index: 0, field: [], where, message });
    return code === FAILED_POLICY ? new ObjectDocument(object, ownJsonOf(object)) : undefined;
  }
}

/** The failures; where many have the same message, as those of a policy that cannot read its file, the first one with their number. */
function oncePerMessage(failures: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const one of failures) {
    const key = `${one.code} ${one.message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined || group.length < MANY) return group;
    return { ...first, message: `${first.message}; the same at ${others.length} more objects` };
  });
}

/** The manifest of an object. Its path is computed only for a message, because cdk8s walks to the app for every path. */
class ObjectDocument implements Document {
  constructor(
    private readonly object: ApiObject,
    readonly manifest: Manifest,
  ) {}

  /** The construct that the user created. */
  get place(): IConstruct {
    return isOwned(this.object) ? this.object.owner : this.object;
  }

  get isOwn(): boolean {
    return isOwned(this.object);
  }

  get origin(): string {
    return this.place.node.path;
  }
}
