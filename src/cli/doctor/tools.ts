import { runProgram } from '../fetch/program';
import { type Finding, ok, warn } from './finding';

interface Tool {
  readonly name: string;
  readonly args: readonly string[];
  readonly version: RegExp;
  /** What does not work without it. */
  readonly without: string;
  readonly mend: string;
}

const tools: readonly Tool[] = [
  {
    name: 'shellcheck',
    args: ['--version'],
    version: /version: (\S+)/,
    without: 'tekwire validate --lint TW580 cannot check scripts',
    mend: 'https://www.shellcheck.net, or your package manager',
  },
  {
    name: 'helm',
    args: ['version', '--short'],
    version: /v(\d\S*)/,
    without: 'no charts can be rendered or installed',
    mend: 'https://helm.sh/docs/intro/install',
  },
  {
    name: 'kubectl',
    args: ['version', '--client', '-o', 'json'],
    version: /"gitVersion": "v([^"]+)"/,
    without: 'nothing can be applied, and the cluster is not checked',
    mend: 'https://kubernetes.io/docs/tasks/tools',
  },
];

/** The programs that only some commands need: a missing one is a warning. */
export function checkTools(): Promise<Finding[]> {
  return Promise.all(tools.map(checkTool));
}

async function checkTool({ name, args, version, without, mend }: Tool): Promise<Finding> {
  try {
    const text = (await runProgram(name, { args, purpose: name })).toString();
    return ok(name, version.exec(text)?.[1] ?? 'installed');
  } catch (error) {
    const isMissing = (error as Error).message.includes('not on the PATH');
    return warn(name, isMissing ? `not installed: ${without}` : (error as Error).message, mend);
  }
}
