import type { ApiObject } from 'cdk8s';
import { type Diagnostic, type FieldPath, formatDiagnostic, type NotedDiagnostic, type TextLocation } from '../diagnostics';
import type { Document } from '../rules';
import type { Manifest } from '../spec';
import { isOwned } from './foreign';
import type { OwnedObject } from './owned-object';
import { type SourceLocation, tryPrintLocation } from './source-location';

/** Finds the source location of a position in a rendered script; without a position, that of the whole script. */
export type ScriptOrigin = (at?: TextLocation) => SourceLocation | undefined;

/** The origin of each rendered script by its text; undefined when two templates of the program have the same text. */
const origins = new Map<string, { readonly site: object; readonly origin: ScriptOrigin } | undefined>();

/** Records which template a script was rendered from. */
export function noteScript(text: string, site: object, origin: ScriptOrigin): void {
  const isOfAnother = origins.has(text) && origins.get(text)?.site !== site;
  origins.set(text, isOfAnother ? undefined : { site, origin });
}

/** Forgets the scripts of the last app. */
export function forgetScripts(): void {
  origins.clear();
}

/** The source location of a diagnostic in a script that a template of the program has made. */
function tryFindInScript(manifest: Manifest | undefined, field: FieldPath, at: TextLocation | undefined): SourceLocation | undefined {
  if (origins.size === 0 || field[field.length - 1] !== 'script') return undefined;
  const text = field.reduce<unknown>((value, key) => (value as Readonly<Record<string | number, unknown>> | undefined)?.[key], manifest);
  return typeof text === 'string' ? origins.get(text)?.origin(at) : undefined;
}

/** The source locations of the diagnostics of one synth. */
export class Locations {
  private objects: ReadonlyMap<string, OwnedObject> | undefined;
  private manifests: ReadonlyMap<string, Document['manifest']> | undefined;

  constructor(
    private readonly all: readonly ApiObject[],
    private readonly documents: readonly Document[],
  ) {}

  /** Prints where the program has the mistake: the line of a script tag, the object, or its part. */
  print(diagnostic: Diagnostic): string | undefined {
    const script = this.inScript(diagnostic);
    if (script !== undefined) return script;
    this.objects ??= new Map(this.all.filter(isOwned).map((object) => [object.owner.node.path, object]));
    const { location } = diagnostic as NotedDiagnostic;
    const recorded = this.objects.get(diagnostic.origin)?.locationsOf(diagnostic.where) ?? [];
    // the frames of a mistake deep inside of a construct end before those of the program
    return (location && tryPrintLocation(location)) ?? recorded.map(tryPrintLocation).find((text) => text !== undefined);
  }

  /** Prints the line of the script tag whose script has the mistake. */
  inScript({ origin, field, at }: Diagnostic): string | undefined {
    this.manifests ??= new Map(this.documents.map((document) => [document.origin, document.manifest]));
    const location = tryFindInScript(this.manifests.get(origin), field, at);
    return location && tryPrintLocation(location);
  }
}

/** The errors, one line each, by the path of their construct. */
export function messagesOf(errors: readonly Diagnostic[], locations: Locations | undefined): Map<string, string[]> {
  const byOrigin = new Map<string, string[]>();
  for (const error of errors) {
    const printed = locations?.print(error);
    const message = `${withoutOrigin(error)}${printed === undefined ? '' : ` (${printed})`}`;
    const lines = byOrigin.get(error.origin);
    if (lines === undefined) byOrigin.set(error.origin, [message]);
    else lines.push(message);
  }
  return byOrigin;
}

function withoutOrigin(diagnostic: Diagnostic): string {
  const where = diagnostic.where.replace(/^\//, '');
  return formatDiagnostic({ ...diagnostic, origin: where, where: '' });
}
