import { endedAbnormally } from '../log/completion';
import { markIncomplete, markUnfinished } from '../log/failed-run';
import { isObject, type JsonObject, rewrite } from '../log/rewrite';
import { ruleFinder, ruleIdOf } from '../log/rule';
import type { SarifArtifactLocation, SarifInvocation, SarifNotification, SarifResult, SarifRun } from '../log/sarif';
import { dropConstantFingerprints } from './constant-fingerprints';
import { runShape } from './sarif-shape';
import { conform, type StringPool } from './shape';
import { joinUri, normaliseUri } from './source-path';
import { makeValid } from './valid';

/** A run as tools write it, possibly without fields that the standard requires. */
interface RawRun extends Omit<SarifRun, 'tool' | 'results' | 'invocations'> {
  readonly tool?: { readonly driver?: Partial<SarifRun['tool']['driver']> };
  readonly results?: readonly Partial<SarifResult>[];
  readonly invocations?: readonly Partial<SarifInvocation>[];
}

/**
 * Returns the run, whose results have the shape of results, in normal form, which all other functions expect.
 * @throws Misshapen at a field of the wrong type, TooDeep when nested too deeply
 */
export function normaliseRun(value: unknown, where: string, sourceRoots: readonly string[], strings: StringPool): SarifRun {
  const raw = conform(value, runShape, where, strings) as RawRun;
  const normaliseUris = uriVisit(raw, sourceRoots);
  // the first pass checks the depth of nesting; the second compares the items of arrays
  const normalised = rewrite(raw, (object, key) => (regionKeys.has(key) ? dropZeros(object) : normaliseUris(object, key)));
  let dropped = 0;
  const run = rewrite(normalised, (object, key) => {
    const valid = makeValid(object, key);
    if (object.physicalLocation !== undefined && valid.physicalLocation === undefined) dropped += 1;
    return valid;
  });
  const driver = { ...run.tool?.driver, name: run.tool?.driver?.name || 'unknown tool' };
  if (driver.rules) driver.rules = driver.rules.map((rule, index) => ({ ...rule, id: rule.id ?? rule.name ?? `rule ${index}` }));
  const tool = { ...run.tool, driver };
  const { invocations, results, ...rest } = run;
  const ended = invocations?.map((one) => ({
    ...one,
    ...notificationsOf(one),
    executionSuccessful: one.executionSuccessful ?? endedSuccessfully(one),
  }));
  const filled = {
    ...rest,
    tool,
    ...(ended && { invocations: ended }),
    results: dropConstantFingerprints((results ?? []).map(resultFiller({ tool }))),
  };
  return markMissingResults(dropped === 0 ? filled : noteDropped(filled, dropped), results === undefined);
}

/** Notes how many locations were removed because they name no file; such a location makes a log invalid. */
function noteDropped(run: SarifRun, count: number): SarifRun {
  const text = `${count} ${count === 1 ? 'location names no file and was' : 'locations name no file and were'} left out`;
  const notification = { level: 'note' as const, message: { text } };
  return { ...run, invocations: [...(run.invocations ?? []), { executionSuccessful: true, toolExecutionNotifications: [notification] }] };
}

const externalResults = 'its results are in other files, which are not read';

/** The notifications, each with the message that the standard requires. */
function notificationsOf({
  toolExecutionNotifications: execution,
  toolConfigurationNotifications: configuration,
}: Partial<SarifInvocation>) {
  return {
    ...(execution && { toolExecutionNotifications: execution.map(withMessage) }),
    ...(configuration && { toolConfigurationNotifications: configuration.map(withMessage) }),
  };
}

function withMessage({ message = {}, ...rest }: SarifNotification): SarifNotification {
  const text = message.text ?? (message.id === undefined ? (message.markdown ?? 'it did not say why') : undefined);
  return { ...rest, message: { ...message, ...(text !== undefined && { text }) } };
}

function endedSuccessfully(invocation: Partial<SarifInvocation>): boolean {
  return (invocation.exitCode ?? 0) === 0 && !endedAbnormally(invocation);
}

/**
 * Marks a run without a `results` array as not finished: its tool did not start (SARIF 2.1.0 section 3.14.23), unless the array is in
 * another file.
 */
function markMissingResults(run: SarifRun, isMissing: boolean): SarifRun {
  if (run.externalPropertyFileReferences?.results !== undefined) return markIncomplete(run, externalResults);
  return isMissing ? markUnfinished(run, 'its report has no results array; the report of a clean scan has an empty one') : run;
}

/** Adds the fields that the standard requires to every result: the id of its rule and a message. */
function resultFiller(run: Pick<SarifRun, 'tool'>): (result: Partial<SarifResult>) => SarifResult {
  const findRule = ruleFinder(run);
  return (partial) => {
    const result = { ...partial, message: partial.message ?? {} };
    const ruleId = ruleIdOf(result, findRule(result));
    const { text, id, markdown } = result.message;
    const message = text === undefined && id === undefined ? { ...result.message, text: markdown ?? ruleId } : result.message;
    return ruleId === '' ? { ...result, message } : { ...result, ruleId, message };
  };
}

const regionKeys: ReadonlySet<string> = new Set(['region', 'contextRegion']);
const countedFromOne = ['startLine', 'startColumn', 'endLine', 'endColumn'] as const;

/** Some tools write line 0 for "no line"; SARIF counts from 1. */
function dropZeros(region: JsonObject): JsonObject {
  const isZero = (name: string) => typeof region[name] === 'number' && region[name] < 1;
  if (!countedFromOne.some(isZero)) return region;
  return Object.fromEntries(Object.entries(region).filter(([name]) => !countedFromOne.some((one) => one === name && isZero(name))));
}

const fileKeys: ReadonlySet<string> = new Set(['artifactLocation', 'analysisTarget', 'location']);

/** Writes the normalised path of the file into every location, so that neither `uriBaseId` nor the artifacts are needed to resolve it. */
function uriVisit(run: RawRun, roots: readonly string[]): (object: JsonObject, key: string) => JsonObject {
  // Grype names files from the folder that it scans, as /package-lock.json
  const isRooted = run.tool?.driver?.name?.toLowerCase() === 'grype';
  const normalise = (location: SarifArtifactLocation): string | undefined => {
    if (location.uri === undefined) return undefined;
    const base = roots.length > 0 && location.uriBaseId !== undefined ? resolveBase(run, location.uriBaseId) : '';
    const uri = normaliseUri(joinUri(base, location.uri), roots);
    return isRooted ? uri.replace(/^\/+/, '') : uri;
  };
  return (object, key) => {
    if (!fileKeys.has(key)) return object;
    const location = object as SarifArtifactLocation;
    const indexed = location.uri === undefined && isObject(object) ? run.artifacts?.[location.index ?? -1]?.location : undefined;
    const uri = typeof location.uri === 'string' || indexed ? normalise(indexed ?? location) : undefined;
    if (uri === undefined || (uri === location.uri && location.uriBaseId === undefined)) return object;
    const { uriBaseId: _resolved, ...rest } = object;
    return { ...rest, uri };
  };
}

/** Resolves the URI of a base, which may be relative to another base; cycles are cut. */
function resolveBase(run: RawRun, id: string): string {
  const bases = run.originalUriBaseIds ?? {};
  const seen = new Set<string>();
  let uri = '';
  let next: string | undefined = id;
  while (next !== undefined && !seen.has(next) && Object.hasOwn(bases, next)) {
    seen.add(next);
    const base: SarifArtifactLocation | undefined = bases[next];
    uri = joinUri(base?.uri ?? '', uri);
    next = base?.uriBaseId;
  }
  return uri;
}
