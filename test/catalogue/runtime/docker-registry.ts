import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether Debian's docker-registry is installed. */
export const hasRegistry = spawnSync('docker-registry', ['--version']).status === 0;

/** A real registry on this machine, with its blobs in a folder of its own. */
export class DockerRegistry {
  readonly folder = mkdtempSync(join(tmpdir(), 'tekwire-registry-'));
  host = '';
  private process: ChildProcess | undefined;

  /** @param address - where it listens */
  constructor(private readonly address = '127.0.0.1') {}

  async start(): Promise<void> {
    const port = this.host === '' ? await freePort(this.address) : Number(this.host.split(':')[1]);
    this.host = `${this.address}:${port}`;
    const file = join(this.folder, 'config.yml');
    const storage = `storage:\n  filesystem:\n    rootdirectory: ${join(this.folder, 'data')}\n  delete:\n    enabled: true\n`;
    writeFileSync(file, `version: 0.1\nlog:\n  level: error\n${storage}http:\n  addr: ${this.host}\n`);
    this.process = spawn('docker-registry', ['serve', file], { stdio: 'ignore' });
    for (let attempt = 0; attempt < 200; attempt++) {
      if ((await fetch(`http://${this.host}/v2/`).catch(() => undefined))?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('docker-registry does not answer');
  }

  async stop(): Promise<void> {
    const { process: running } = this;
    this.process = undefined;
    if (running === undefined) return;
    await new Promise((resolve) => running.once('exit', resolve).kill());
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** The manifest of a tag. */
  async manifest(
    repository: string,
    tag: string,
  ): Promise<{ readonly digest: string; readonly layers: readonly { readonly digest: string }[] } | undefined> {
    const response = await fetch(`http://${this.host}/v2/${repository}/manifests/${tag}`, {
      headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
    });
    if (!response.ok) return undefined;
    return {
      digest: response.headers.get('docker-content-digest') ?? '',
      ...((await response.json()) as { layers: { digest: string }[] }),
    };
  }

  async delete(path: string): Promise<number> {
    return (await fetch(`http://${this.host}/v2/${path}`, { method: 'DELETE' })).status;
  }
}

async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
