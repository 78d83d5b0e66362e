import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SarifLog } from '../../../src/findings';

/** How a step ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory of its own, with a workspace and a place for results in it, as a pod has. */
export class Pod {
  readonly root = mkdtempSync(join(tmpdir(), 'tekwire-step-'));
  readonly workspace = this.directory('workspace');
  readonly result = join(this.root, 'issues');

  /** Runs a bundle as Tekton runs it: values in the environment, list params as arguments. @param user - default: the current one */
  run(name: string, env: Readonly<Record<string, string>>, args: readonly string[] = [], user?: number): Ended {
    const bundle = join(__dirname, '../../../dist/runtime', `${name}.js`);
    const as = user === undefined ? {} : { uid: user, gid: user };
    const { status, stdout, stderr } = spawnSync(user === undefined ? process.execPath : this.nodeForAll(), [bundle, ...args], {
      env,
      encoding: 'utf8',
      ...as,
    });
    return { code: status, stdout, stderr };
  }

  /** A copy of this Node.js that every user may execute: the installed one may lie in the home folder of its user. */
  private nodeForAll(): string {
    const node = join(this.root, 'node');
    if (!existsSync(node)) copyFileSync(process.execPath, node);
    return node;
  }

  directory(path: string): string {
    mkdirSync(join(this.root, path), { recursive: true });
    return join(this.root, path);
  }

  /** Writes a file of the pod and gives its absolute path. */
  write(path: string, content: string | object): string {
    this.directory(dirname(path));
    writeFileSync(join(this.root, path), typeof content === 'string' ? content : JSON.stringify(content));
    return join(this.root, path);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  /** The SARIF file that a step has left in the workspace. */
  findings(path: string): SarifLog {
    return JSON.parse(this.read(join('workspace', path)));
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
