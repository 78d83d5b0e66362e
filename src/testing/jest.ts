import { TekwireError } from '../diagnostics';
import { matchers, type TekwireMatchers } from '.';

// The door `tekwire/testing/jest`, for `setupFilesAfterEnv` and the first line of a test: adds the matchers to the global `expect`.

declare global {
  // biome-ignore lint/style/noNamespace: jest declares its matchers in one
  namespace jest {
    // the type parameters are those of jest's own declaration
    interface Matchers<R, T = {}> extends TekwireMatchers<R> {}
  }
}

const { expect } = globalThis as unknown as { readonly expect?: { extend(matchers: object): void } };
if (expect === undefined)
  throw new TekwireError(
    'tekwire/testing/jest: there is no global "expect"; with injectGlobals: false call expect.extend(matchers) of tekwire/testing',
  );
expect.extend(matchers);
