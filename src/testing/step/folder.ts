import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, normalize, relative } from 'node:path';
import { TekwireError } from '../../diagnostics';

/** The files of a workspace by their path in it, or a folder of this machine that is copied. */
export type WorkspaceFiles = string | Readonly<Record<string, string>>;

const MAX_FILE_BYTES = 1024 * 1024;

/** The temporary folder in which a step runs: workspaces, results, its home directory. */
export class StepFolder {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'tekwire-step-')));
  readonly home = this.folder('home');
  /** Where relative working directories begin, as `/workspace` in a pod. */
  readonly workspace = this.folder('workspace');
  /** The volumes of the pod that begin empty, by name. */
  readonly volumes = this.folder('volumes');
  private readonly before = new Map<string, string>();

  constructor() {
    for (const name of ['results', 'step-results', 'artifacts', 'tmp', 'bin']) this.folder(name);
  }

  folder(name: string): string {
    const path = join(this.root, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  resultPath(name: string, isOfStep: boolean): string {
    return join(this.root, isOfStep ? 'step-results' : 'results', name);
  }

  workspacePath(name: string): string {
    return join(this.workspace, name);
  }

  /** @throws TekwireError when the folder to copy does not exist, or a path leaves the workspace */
  fill(name: string, files: WorkspaceFiles): void {
    const path = this.workspacePath(name);
    mkdirSync(path, { recursive: true });
    if (typeof files !== 'string') {
      this.write(path, files, `workspaces.${name}`);
      return;
    }
    if (statSync(files, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new TekwireError(
        `runStep: workspaces.${name}: the folder ${JSON.stringify(files)} does not exist; pass a folder, or files by their path`,
      );
    cpSync(files, path, { recursive: true, verbatimSymlinks: true });
  }

  /** Writes files below a folder. @throws TekwireError when a path leaves it */
  write(folder: string, files: Readonly<Record<string, string>>, origin: string): void {
    for (const [name, content] of Object.entries(files)) {
      if (isAbsolute(name) || normalize(name).split(/[\\/]/)[0] === '..')
        throw new TekwireError(
          `runStep: ${origin}: the path ${JSON.stringify(name)} is outside of the folder; a path is relative, as "src/main.go"`,
        );
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
  }

  /** Remembers the files of the workspaces and volumes as they are. */
  note(): void {
    for (const path of [...filesIn(this.workspace), ...filesIn(this.volumes)]) this.before.set(path, stampOf(path));
  }

  /** The text files that were created or changed since `note`, by workspace or volume and path: `source/dist/app.js`. Files of more than 1 MiB are left out. */
  changed(): Record<string, string> {
    const isNew = (path: string) => stampOf(path) !== this.before.get(path) && lstatSync(path).size <= MAX_FILE_BYTES;
    const changedIn = (folder: string) =>
      filesIn(folder)
        .filter(isNew)
        .sort()
        .map((path) => [relative(folder, path), readFileSync(path, 'utf8')]);
    return Object.fromEntries([...changedIn(this.volumes), ...changedIn(this.workspace)]);
  }

  /** The results that were written, by name. */
  results(isOfStep: boolean): Map<string, string> {
    const folder = join(this.root, isOfStep ? 'step-results' : 'results');
    return new Map(filesIn(folder).map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** All regular files below a folder. Symbolic links are not followed: Node.js 22 and later would follow them with `recursive`, for ever where one leads to a folder above it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

function stampOf(path: string): string {
  const { mtimeNs, ctimeNs, size, ino } = lstatSync(path, { bigint: true });
  return `${mtimeNs} ${ctimeNs} ${size} ${ino}`;
}
