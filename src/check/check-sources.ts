import type { CheckedDocument, Diagnostic, LocatedDiagnostic } from '../diagnostics';
import { locate, type ReadDocument, type Reading, type ReadObject, readDiagnostics, readYaml, type Source } from '../reader';
import { withOverlays } from './check-overlays';
import { type CheckSetOptions, checkSet, placeOf } from './check-set';
import { isExpectation, isForeign, isStray, partOf, textOf } from './foreign';
import type { Grouping } from './grouping';
import { isKustomization, patchFiles } from './kustomize';
import { overlaysOf } from './overlays';
import { patchFailures } from './patch-failures';
import { pathOf } from './paths';
import { isOfPipelinesAsCode, withoutVariables } from './pipelines-as-code';
import { withTemplateErrors } from './rendered';
import { manifestSets } from './sets';
import { templatesOf } from './templates';

/** The diagnostics of all objects of several YAML files, and access to their lines. */
export interface CheckedSources {
  /** In the order of the files, and within a file from top to bottom. */
  readonly documents: readonly CheckedDocument[];
  /** Returns a line of a file by its number; empty when there is none. */
  lineOf(origin: string, line: number): string;
}

/** Options of `checkSources`. */
export interface CheckSourcesOptions extends CheckSetOptions {
  /** How files are grouped into manifest sets. @default all */
  readonly grouping?: Grouping;
  /** Changes a diagnostic before it is reported, or leaves it out. @default - all are reported */
  readonly adjust?: <D extends Diagnostic>(diagnostic: D, object: { readonly kind: string; readonly name: string }) => D | undefined;
}

/** Reads YAML files and checks their Tekton objects by manifest sets. Never throws. Origins must differ. */
export function checkSources(sources: readonly Source[], options: CheckSourcesOptions = {}): CheckedSources {
  const files = readAll(sources);
  const documents = files.flatMap(({ objects }) =>
    objects.flatMap(({ object: { document }, isSkipped }) => (document === undefined || isSkipped ? [] : [document])),
  );
  const all = manifestSets(documents, options.grouping ?? 'all').flatMap((set) => checkSet(set, options));
  const checked = new Set(documents);
  const overlays = options.grouping === 'each-file' ? [] : overlaysOf(files.map(({ reading }) => reading));
  const overlaid = withOverlays(
    all,
    overlays,
    (document) => checked.has(document),
    (members, external) => checkSet({ members, around: [], ambiguous: external }, options),
  );
  const known = withoutVariables(
    overlaid,
    documentsOf(files, (file) => file.isOfPipelinesAsCode),
    placeOf,
  );
  const templates = documentsOf(files, (file) => file.hasBraces && !file.isOfPipelinesAsCode);
  const found = byDocument([...withTemplateErrors(known, templates), ...patchFailures(overlays, options)]);
  const byOrigin = new Map(files.map(({ reading }) => [reading.origin, reading]));
  return {
    documents: files.flatMap(({ reading, objects }) =>
      objects.map((object, index) => checkedDocument(reading, object, index, found, options)),
    ),
    lineOf: (origin, line) => byOrigin.get(origin)?.line(line) ?? '',
  };
}

interface File {
  readonly reading: Reading;
  readonly objects: readonly Sorted[];
  readonly isOfPipelinesAsCode: boolean;
  /** Whether another tool may put values in, as `{{ name }}`. */
  readonly hasBraces: boolean;
}

/** An object, and whether it is not Tekton's, or not whole, and therefore not checked. */
interface Sorted {
  readonly object: ReadObject;
  readonly readErrors: ReadObject['readErrors'];
  readonly isSkipped: boolean;
}

function readAll(sources: readonly Source[]): readonly File[] {
  const read = sources.map((source) => {
    const isOfIt = isOfPipelinesAsCode(source);
    return {
      reading: readYaml(source.text, source.origin, isOfIt),
      isFound: source.isFound ?? false,
      isOfPipelinesAsCode: isOfIt,
      hasBraces: source.text.includes('{{'),
    };
  });
  const readings = read.map(({ reading }) => reading);
  const patches = patchFiles(readings);
  const { more, silent } = templatesOf(readings);
  return read.map(({ reading, isFound, ...rest }) => {
    const { origin, objects } = reading;
    if (silent.has(origin)) return { ...rest, reading, objects: objects.map((object) => ({ object, readErrors: [], isSkipped: true })) };
    if (isFound && isExpectation(origin))
      return { ...rest, reading, objects: objects.map((object) => ({ object, readErrors: [], isSkipped: true })) };
    if (patches.has(pathOf(origin)) || isKustomization(origin))
      return { ...rest, reading, objects: objects.map((object) => ({ object, readErrors: object.readErrors, isSkipped: true })) };
    const count = more.get(origin) ?? 0;
    return { ...rest, reading, objects: objects.map((object) => withMore(sorted(object, isFound), count)) };
  });
}

function sorted(object: ReadObject, isFound: boolean): Sorted {
  const { document, readErrors } = object;
  if (document === undefined) return { object, readErrors, isSkipped: false };
  // a file found in a folder that is not a Kubernetes object is not for kubectl, so no syntax error in it is reported
  if (isFound && (isStray(document) || isForeign(document))) return { object, readErrors: [], isSkipped: true };
  return { object, readErrors, isSkipped: isForeign(document) };
}

/** Adds the number of further templates to the one template of a chart that is reported. */
function withMore(one: Sorted, count: number): Sorted {
  if (count === 0) return one;
  const text = ` (and ${count} more file${count === 1 ? '' : 's'} beside it)`;
  return { ...one, readErrors: one.readErrors.map((error) => ({ ...error, message: `${error.message}${text}` })) };
}

function documentsOf(files: readonly File[], isMeant: (file: File) => boolean): ReadonlyMap<string, ReadDocument> {
  return new Map(
    files
      .filter(isMeant)
      .flatMap(({ objects }) =>
        objects.flatMap(({ object: { document } }) => (document === undefined ? [] : [[placeOf(document), document] as const])),
      ),
  );
}

function byDocument(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = placeOf(diagnostic);
    const list = found.get(key);
    if (list === undefined) found.set(key, [diagnostic]);
    else list.push(diagnostic);
  }
  return found;
}

function checkedDocument(
  reading: Reading,
  { object, readErrors, isSkipped }: Sorted,
  index: number,
  found: ReadonlyMap<string, readonly Diagnostic[]>,
  { adjust }: CheckSourcesOptions,
): CheckedDocument {
  const { origin } = reading;
  const { document } = object;
  const manifest: unknown = document?.manifest;
  const metadata = partOf(manifest, 'metadata');
  const about = { kind: textOf(manifest, 'kind'), name: textOf(metadata, 'name') || textOf(metadata, 'generateName') };
  const reported = (found.get(placeOf({ origin, index })) ?? []).flatMap((one) =>
    adjust === undefined ? one : (adjust(one, about) ?? []),
  );
  const located = reported.map((diagnostic) => locate(diagnostic, object, reading));
  return {
    origin,
    index,
    apiVersion: textOf(manifest, 'apiVersion'),
    ...about,
    // a patch is not an object, but it has what its object becomes
    isSkipped: isSkipped && located.length === 0,
    diagnostics: [...readDiagnostics(reading, { document, readErrors }, index), ...located].sort(byPosition),
  };
}

function byPosition(a: LocatedDiagnostic, b: LocatedDiagnostic): number {
  return a.line - b.line || a.column - b.column || compareText(a.code, b.code) || compareText(a.message, b.message);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
