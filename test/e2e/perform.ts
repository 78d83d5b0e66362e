import { imagesOf, provideImages } from './images';
import { createNamespace, deleteNamespace, kubectl } from './kubectl';
import { type RunOutcome, runToEnd } from './outcome';
import { type Repository, serveRepository } from './repository';

/** Texts of manifest files, by file name, as `cdk8s synth` writes them. */
export type Files = Readonly<Record<string, string>>;

/** What happened when the manifests met a real cluster. */
export interface Performance {
  readonly outcome: RunOutcome;
  /** The repository that pods could clone; there is one when an image of git is among the manifests. */
  readonly repository: Repository | undefined;
}

/**
 * Does what a user does: `kubectl apply` of the definitions, `kubectl create` of the run, and waiting. The namespace is made, and stays
 * for questions until `deleteNamespace`. `run` stands for the run's file where the program emits none.
 */
export async function perform(namespace: string, files: Files, run = runsOf(files)): Promise<Performance> {
  const repository = await install(namespace, files);
  try {
    return { outcome: await runToEnd(namespace, run), repository };
  } catch (error) {
    await deleteNamespace(namespace);
    throw error;
  }
}

/**
 * Makes the namespace and what pods need in it: the images, a repository when an image of git is among the manifests, what `prepare` adds, and
 * the definitions. Returns the repository.
 */
export async function install(
  namespace: string,
  files: Files,
  prepare: () => Promise<void> = async () => {},
): Promise<Repository | undefined> {
  const manifests = Object.values(files).join('\n---\n');
  await createNamespace(namespace);
  try {
    provideImages(manifests);
    const gitImage = imagesOf(manifests).find((image) => /\bgit:/.test(image));
    const repository = gitImage === undefined ? undefined : await serveRepository(namespace, gitImage);
    await prepare();
    await kubectl(['-n', namespace, 'apply', '-f', '-'], definitionsOf(files));
    return repository;
  } catch (error) {
    await deleteNamespace(namespace);
    throw error;
  }
}

/** The manifests of the runs that the program emits, by their names without the generated end. */
export function runsByName(files: Files): Readonly<Record<string, string>> {
  const documents = Object.keys(files)
    .filter(isRuns)
    .flatMap((name) => (files[name] ?? '').split(/^---\n/m));
  return Object.fromEntries(documents.map((one) => [/^ {2}(?:generateName|name): "?([\w-]+?)-?"?$/m.exec(one)?.[1] ?? '', one]));
}

function definitionsOf(files: Files): string {
  const names = Object.keys(files).filter((name) => !isRuns(name));
  return names.map((name) => files[name]).join('\n---\n');
}

function runsOf(files: Files): string {
  const names = Object.keys(files).filter(isRuns);
  if (names.length !== 1) throw new Error(`one file of runs is wanted, there are ${names.length} among ${Object.keys(files).join(', ')}`);
  return files[names[0] ?? ''] ?? '';
}

/** Whether the file holds runs, which are created and not applied. */
export function isRuns(name: string): boolean {
  return name.endsWith('-runs.k8s.yaml');
}
