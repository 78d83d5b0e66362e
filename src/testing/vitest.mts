import { expect } from 'vitest';
import { matchers, type TekwireMatchers } from './index.js';

// The door `tekwire/testing/vitest`, for `setupFiles` and the first line of a test: adds the matchers to vitest's `expect`.

declare module 'vitest' {
  // the type parameter is that of vitest's own declaration
  // biome-ignore lint/suspicious/noExplicitAny: see above
  interface Assertion<T = any> extends TekwireMatchers<void> {}
  interface AsymmetricMatchersContaining extends TekwireMatchers {}
}

expect.extend(matchers);
