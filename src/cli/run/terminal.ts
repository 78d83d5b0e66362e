import { createInterface } from 'node:readline';

/** Asks the person at the terminal. */
export interface Terminal {
  /** Returns the answer, or undefined when the input has ended or the signal came first. */
  ask(question: string, signal?: AbortSignal): Promise<string | undefined>;
}

/** The terminal of the process; undefined when its input or its errors are not one. Questions go to stderr, because stdout is data. */
export function processTerminal(): Terminal | undefined {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return undefined;
  return { ask };
}

function ask(question: string, signal?: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const close = () => lines.close();
  signal?.addEventListener('abort', close, { once: true });
  return new Promise((resolve) => {
    lines.on('close', () => {
      signal?.removeEventListener('abort', close);
      resolve(undefined);
    });
    // Ctrl-C at a question leaves it without an answer
    lines.on('SIGINT', close);
    lines.question(question, (answer) => {
      resolve(answer);
      close();
    });
  });
}
