import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { WAIT_SECONDS } from '../kubectl';

const MAIN = join(__dirname, '../../../dist/lib/cli/main.js');

/** A command that goes on while the test looks at it. */
export class Started {
  output = '';
  private readonly child: ChildProcess;
  private readonly closed: Promise<number | null>;

  /** @param isAtTerminal - whether the command has a terminal, by the program `script` of util-linux */
  constructor(args: readonly string[], { isAtTerminal = false, env = {} }: { isAtTerminal?: boolean; env?: NodeJS.ProcessEnv } = {}) {
    const command = [process.execPath, MAIN, ...args];
    const [program = '', ...rest] = isAtTerminal ? ['script', '-qefc', command.map((word) => `'${word}'`).join(' '), '/dev/null'] : command;
    this.child = spawn(program, rest, { env: { ...process.env, ...env }, stdio: [isAtTerminal ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (chunk) => (this.output += chunk));
    this.closed = new Promise((resolve) => this.child.on('close', resolve));
  }

  /** Waits for the text in what the command prints. @throws Error with all that it printed when it never does */
  async printed(text: string | RegExp): Promise<void> {
    const isThere = () => (typeof text === 'string' ? this.output.includes(text) : text.test(this.output));
    for (let waited = 0; !isThere(); waited += 0.1) {
      if (waited > WAIT_SECONDS || this.child.exitCode !== null) throw new Error(`"${text}" was not printed:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Types at the terminal; `\x03` is Ctrl-C. */
  type(text: string): void {
    this.child.stdin?.write(text);
  }

  /** Ctrl-C where there is no terminal. */
  interrupt(): void {
    this.child.kill('SIGINT');
  }

  /** Waits for the end, and returns the exit code. */
  async end(): Promise<number | null> {
    const code = await this.closed;
    this.child.stdin?.destroy();
    return code;
  }
}
