import type { Language } from './flow';
import { pythonCalls } from './python-calls';
import { FUNCTIONS } from './python-names';

/** The words of messages about values that Python executes. */
export const pythonLanguage: Language = {
  name: 'Python',
  calls: pythonCalls,
  functions: FUNCTIONS,
  fixes: {
    code: 'use the value as data, such as json.loads(value) or int(value)',
    shell: 'pass the arguments as a list, such as subprocess.run(["ls", value]), or quote it with shlex.quote(value)',
  },
};
