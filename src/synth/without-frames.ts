import type { IConstruct } from 'constructs';
import { callerOf } from './source-location';

/**
 * Removes the stack frames from the error of a failed validation, but for the line of the program that asked for the synth: it reports
 * mistakes of the program, and the frames are those of cdk8s.
 */
export function withoutFrames(root: IConstruct): void {
  for (const name of ['synth', 'synthYaml'] as const) {
    const original = (root as Partial<Record<typeof name, unknown>>)[name];
    if (typeof original === 'function') replace(root, name, original as Callable);
  }
}

type Callable = (...args: unknown[]) => unknown;

function replace(root: IConstruct, name: string, original: Callable): void {
  const value = (...args: unknown[]): unknown => {
    try {
      return original.apply(root, args);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith(FAILED)) error.stack = `${error.name}: ${error.message}${callerOf(error)}`;
      throw error;
    }
  };
  Object.defineProperty(root, name, { configurable: true, writable: true, enumerable: false, value });
}

// cdk8s lib/app.js validate
const FAILED = 'Validation failed with the following errors:';
