import { TekwireError } from '../diagnostics';
import { matchers, type TekwireMatchers } from '.';

// the compiler must load a module to augment it
export type { Assertion } from 'vitest';

// The door `tekwire/testing/vitest` for the compiler in a CommonJS project. Vitest itself loads vitest.mts; only require() comes here.

declare module 'vitest' {
  // the type parameter is that of vitest's own declaration
  // biome-ignore lint/suspicious/noExplicitAny: see above
  interface Assertion<T = any> extends TekwireMatchers<void> {}
  interface AsymmetricMatchersContaining extends TekwireMatchers {}
}

const { expect } = globalThis as unknown as { readonly expect?: { extend(matchers: object): void } };
if (expect === undefined) throw new TekwireError('tekwire/testing/vitest: vitest cannot be loaded with require(); import the module');
expect.extend(matchers);
