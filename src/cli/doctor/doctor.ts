import { resolve } from 'node:path';
import { type Call, type Command, exit, outputOption, UsageError } from '../command';
import { checkCluster } from './cluster';
import { findingFormats } from './finding';
import { checkNode, checkPackages } from './packages';
import { checkCompiler } from './project';
import { checkTools } from './tools';

/** `tekwire doctor`: looks for what is wrong with the machine, the project and the cluster. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'look for what is wrong with the machine, the project and the cluster, and how to mend it',
  calls: ['OPTIONS [DIR]'],
  about: `Checks Node.js, the copies and versions of cdk8s, constructs and tekwire, whether the compiler checks the program and strictly, the programs
that some commands need, and, when the kubeconfig has a context, the cluster: Tekton's version, and the feature flags that differ from those of
the config file. Each line is ok, warn or fail, with what to do. Changes nothing.`,
  options: {
    output: outputOption(findingFormats),
    context: { type: 'string', value: 'NAME', summary: 'a context of the kubeconfig; default: the current one' },
    kubeconfig: { type: 'string', value: 'FILE', summary: 'default: KUBECONFIG, else ~/.kube/config' },
  },
  examples: { doctor: 'the project in this folder', 'doctor -o json ci': 'the project in the folder ci, for programs' },
  exits: { 0: 'no check failed', 1: 'a check failed', 2: 'invalid arguments', 3: 'the output cannot be written' },
  run: examine,
};

async function examine({ files: [given = '.', ...more], options, out }: Call): Promise<number> {
  if (more.length > 0) throw new UsageError(`one folder, not ${more.length + 1}: ${[given, ...more].join(' ')}`);
  const folder = resolve(given);
  const textOf = (name: string) => (typeof options[name] === 'string' ? String(options[name]) : undefined);
  const target = { context: textOf('context'), kubeconfig: textOf('kubeconfig') };
  const [compiler, tools, cluster] = await Promise.all([checkCompiler(folder), checkTools(), checkCluster(folder, target)]);
  const findings = [checkNode(), ...checkPackages(folder), ...compiler, ...tools, ...cluster];
  out(findingFormats[options.output as keyof typeof findingFormats].print(findings));
  return findings.some(({ state }) => state === 'fail') ? exit.findings : exit.ok;
}
