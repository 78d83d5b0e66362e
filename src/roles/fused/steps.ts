import type { StepSpec, TaskSpec, Volume } from '../../spec';
import { runtimeText, tryFindProgram } from '../runtime';
import { type Rename, renamed } from './renamed';

/** The steps of a component, as they are in a shared pod. */
export function sharedSteps(
  { steps }: TaskSpec,
  component: string,
  names: Readonly<Record<string, string>>,
  rename: Rename,
): readonly StepSpec[] {
  return steps.map(({ volumeMounts, script, ...step }) => ({
    ...renamed(step, rename),
    name: names[step.name ?? ''] ?? component,
    // our programs have no variables in their text
    ...(script !== undefined && { script: tryFindProgram(script) === undefined ? renamed(script, rename) : script }),
    ...(volumeMounts && { volumeMounts: renamed(volumeMounts, rename).map((one) => ({ ...one, name: volumeName(component, one.name) })) }),
  }));
}

/** The name of a component's volume in a shared pod. */
export function volumeName(component: string, volume: string): string {
  return `${component}-${volume}`;
}

const OUTCOME = 'outcome';

/** The last step, which fails when one of the steps with these names has failed and let the others follow. */
export function outcomeStep(steps: readonly string[], image: string): StepSpec {
  const files = Object.fromEntries(steps.map((name) => [name, `$(steps.step-${name}.exitCode.path)`]));
  return {
    name: OUTCOME,
    image,
    script: `#!/usr/bin/env node\n${runtimeText(OUTCOME)}`,
    env: [{ name: 'EXIT_CODE_FILES', value: JSON.stringify(files) }],
  };
}

/** The programs that the bundle `findings` has. */
const TOGETHER: ReadonlySet<string> = new Set([
  'annotate',
  'baseline',
  'code-owners',
  'database-age',
  'deduplicate',
  'epss',
  'gate',
  'hand-on',
  'kev',
  OUTCOME,
  'policy',
  'policy-input',
  'reachability',
  'severity-map',
  'summary',
]);

const FOLDER = '/programs';
const FILE = `${FOLDER}/findings.js`;
const VOLUME = 'programs';

/**
 * The steps with our programs as arguments of node instead of scripts: Tekton passes all scripts of a Task in one argument of at most 128 KiB,
 * of which one of our programs takes half. The first step has them all in one bundle, and leaves it in a volume for the others.
 */
export function withPrograms(steps: readonly StepSpec[]): { readonly steps: readonly StepSpec[]; readonly volumes: readonly Volume[] } {
  let isPlaced = false;
  const made = steps.map(({ script, ...step }): StepSpec => {
    const program = script === undefined ? undefined : tryFindProgram(script);
    if (program === undefined) return { ...step, ...(script !== undefined && { script }) };
    const { name, prelude, text } = program;
    // our programs skip the second argument, the path of their file; with -e its name stands there
    if (!TOGETHER.has(name)) return { ...step, command: ['node', '-e', prelude + text, '--', name] };
    const isFirst = !isPlaced;
    isPlaced = true;
    const command = isFirst ? ['-e', prelude + runtimeText('findings'), '--', name] : commandOf(name, prelude);
    const env = [...(step.env ?? []), { name: 'PROGRAM', value: name }, ...(isFirst ? [{ name: 'PROGRAMS_FILE', value: FILE }] : [])];
    const mount = { name: VOLUME, mountPath: FOLDER, ...(!isFirst && { readOnly: true }) };
    return { ...step, command: ['node', ...command], env, volumeMounts: [...(step.volumeMounts ?? []), mount] };
  });
  return { steps: made, volumes: isPlaced ? [{ name: VOLUME, emptyDir: {} }] : [] };
}

function commandOf(name: string, prelude: string): string[] {
  return prelude === '' ? [FILE] : ['-e', `${prelude}require(${JSON.stringify(FILE)});`, '--', name];
}

const PER_POD = 12_288;
const PER_STEP = 4096;
/** Two init containers of Tekton, and one more for scripts. */
const INIT = 2;
/** What Tekton writes of a step beside results, and the result `issues`. */
const OWN = 270;
/** A result is JSON in JSON, whose quotes are escaped. */
const ESCAPED = 1.4;

/**
 * How many bytes the results of consumers may have together. The containers of a pod share 12 KiB for messages, and each step repeats the results
 * so far.
 * @see Kubernetes pkg/kubelet/status/status_manager.go normalizeStatus; Tekton pkg/entrypoint/entrypointer.go readResultsFromDisk
 */
function resultBytes(steps: readonly StepSpec[]): number {
  const containers =
    steps.length + INIT + (steps.some(({ script }) => script !== undefined && tryFindProgram(script) === undefined) ? 1 : 0);
  const message = Math.min(PER_STEP, Math.floor(PER_POD / containers));
  return Math.max(0, Math.floor((message - OWN) / ESCAPED));
}

/** The steps, of which each consumer knows how much is left for its results: what those before it did not take, and a share for those after it. */
export function withResultBytes(steps: readonly StepSpec[], results: ReadonlyMap<StepSpec, readonly string[]>): StepSpec[] {
  const bytes = String(resultBytes(steps));
  const all = [...results.values()].flat();
  let before: readonly string[] = [];
  return steps.map((step) => {
    const own = results.get(step) ?? [];
    if (own.length === 0) return step;
    const env = [
      { name: 'RESULT_BYTES', value: bytes },
      { name: 'EARLIER_RESULTS', value: before.join(' ') },
      { name: 'LATER_RESULTS', value: String(all.length - before.length - own.length) },
    ];
    before = [...before, ...own];
    return { ...step, env: [...(step.env ?? []), ...env] };
  });
}
