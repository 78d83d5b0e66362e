import { readText } from './read-text';

/** Reads the exit code of a step with retries: Tekton starts the next step a moment before it writes the exit code of the last one (entrypointer.go, WritePostFile). */
export function readExitCode(path: string): number | undefined {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; attempt < 20 && !readText(path).text; attempt++) Atomics.wait(pause, 0, 0, 100);
  const text = readText(path).text?.trim() ?? '';
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}
