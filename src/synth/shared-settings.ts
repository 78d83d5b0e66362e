import type { Settings } from '../config';
import { TekwireError } from '../diagnostics';

/** What the config file of the working directory says; undefined when there is none, as for most programs. @throws ConfigError when it is malformed */
function sharedSettings(): Settings | undefined {
  // loaded at the first synth
  const { configuration, tryFindConfig } = require('../config') as typeof import('../config');
  const path = tryFindConfig(process.cwd());
  if (path === undefined) return undefined;
  const { readConfig, Settings: SharedSettings } = configuration();
  return new SharedSettings({ config: readConfig(path) });
}

/** The settings of the config file, or the error in it. */
export function trySettings(): Settings | undefined | string {
  try {
    return sharedSettings();
  } catch (error) {
    if (error instanceof TekwireError) return error.message;
    throw error;
  }
}
