import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './api-server';

// the version that Tekton itself uses, so that its modules are there
const VERSION = 'v0.21.7';
const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tekwire', `registry-${VERSION}`);

/** The registry of go-containerregistry, in memory, at a port of localhost. It is built with Go once. */
export class OciRegistry {
  port = 0;
  private child: ChildProcess | undefined;

  async start(): Promise<void> {
    const program = join(folder, 'registry');
    if (!existsSync(program)) {
      const env = { ...process.env, GOBIN: folder, GOWORK: 'off', CGO_ENABLED: '0' };
      execFileSync('go', ['install', '-trimpath', `github.com/google/go-containerregistry/cmd/registry@${VERSION}`], {
        env,
        stdio: 'ignore',
      });
    }
    this.port = await freePort();
    this.child = spawn(program, ['-port', String(this.port)], { stdio: 'ignore' });
    for (let attempt = 0; !(await this.answers()); attempt++) {
      if (attempt === 100) throw new Error(`${program} does not answer`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child !== undefined && child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve).kill());
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`http://localhost:${this.port}/v2/`)).ok;
    } catch {
      return false;
    }
  }
}
