import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { compareDiagnostics, type Diagnostic, formatDiagnostic } from '../diagnostics';
import { type Document, judge } from '../rules';
import type { Manifest } from '../spec';

/** An object that one of our constructs stands behind. */
export interface OwnedObject extends ApiObject {
  /** The construct that the user made, whose path stands in messages. */
  readonly owner: IConstruct;
  /** Mistakes that only the constructs can see. */
  wiringProblems(): readonly Diagnostic[];
}

const judgements = new WeakMap<IConstruct, Judgement>();

/**
 * The verdict of all rules on all Tekton objects of one app. cdk8s asks every construct, and all of them again for every chart;
 * the answer is found once and kept until something changes, or the synth that asked is over.
 */
export class Judgement {
  private readonly rendered = new Map<ApiObject, Manifest>();
  private messages: ReadonlyMap<string, readonly string[]> | undefined;
  private isClearing = false;

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
    return made;
  }

  /** Takes note that something changed. */
  forget(): void {
    this.rendered.clear();
    this.messages = undefined;
  }

  /** What the object has rendered in this synth, or `make` of it. */
  render(object: ApiObject, make: () => Manifest): Manifest {
    const known = this.rendered.get(object);
    if (known !== undefined) return known;
    const made = make();
    this.rendered.set(object, made);
    this.clearWhenSynthIsOver();
    return made;
  }

  /** The errors of one object, each a line; cdk8s puts the construct's path before it. */
  messagesFor(object: OwnedObject): readonly string[] {
    return this.judged().get(object.owner.node.path) ?? [];
  }

  /** The errors of Tekton objects that were written without our constructs, with their paths. */
  private messagesForForeign(): string[] {
    const messages = this.judged();
    const foreign = this.root.node.findAll().filter((construct) => isTektonObject(construct) && !isOwned(construct));
    return foreign.flatMap(({ node }) => (messages.get(node.path) ?? []).map((message) => `${node.path} ${message}`));
  }

  private judged(): ReadonlyMap<string, readonly string[]> {
    this.messages ??= this.judgeAll();
    this.clearWhenSynthIsOver();
    return this.messages;
  }

  private judgeAll(): Map<string, string[]> {
    const objects = this.root.node.findAll().filter(isTektonObject);
    const documents = objects.map((object): Document => ({ origin: originOf(object), manifest: object.toJson() as Manifest }));
    const wiring = objects.flatMap((object) => (isOwned(object) ? object.wiringProblems() : []));
    const errors = [...judge(documents), ...wiring].filter(({ severity }) => severity === 'error').sort(compareDiagnostics);
    const byOrigin = new Map<string, string[]>();
    for (const error of errors) {
      const lines = byOrigin.get(error.origin);
      if (lines === undefined) byOrigin.set(error.origin, [withoutOrigin(error)]);
      else lines.push(withoutOrigin(error));
    }
    return byOrigin;
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

function isTektonObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct) && (construct.apiGroup === 'tekton.dev' || construct.apiGroup.endsWith('.tekton.dev'));
}

function isOwned(construct: IConstruct): construct is OwnedObject {
  return 'owner' in construct && 'wiringProblems' in construct;
}

function originOf(object: ApiObject): string {
  return isOwned(object) ? object.owner.node.path : object.node.path;
}

function withoutOrigin(diagnostic: Diagnostic): string {
  const where = diagnostic.where.replace(/^\//, '');
  return formatDiagnostic({ ...diagnostic, origin: where, where: '' });
}
