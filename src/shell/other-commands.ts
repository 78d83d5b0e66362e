import { codeHazard } from './builtins';
import type { Call } from './call';
import type { Word } from './syntax';
import { inputOf, leadOf, refuse, staticText, valuesOf } from './words';

/** Without a command, parallel executes the lines of its input. */
export function checkParallel(args: readonly Word[], { command }: Call): void {
  const hasCommand = args.some((word) => !/^(?:-|:::|[\d%+]+$)/.test(staticText(word) ?? leadOf(word)));
  if (!hasCommand)
    refuse(inputOf(command), codeHazard('the input of parallel, which executes its lines', 'write a command: parallel gzip -- {}'));
}

/** The words of parallel in which a value would be executed: those behind `:::` are quoted, unless its command has quotes or is a shell. */
export function executedByParallel(args: readonly Word[]): readonly Word[] {
  const texts = args.map((word) => staticText(word));
  const at = texts.indexOf(':::');
  const command = texts.slice(0, Math.max(at, 0));
  const isQuoted =
    command.some((text) => text !== undefined && !text.startsWith('-')) &&
    command.every((text) => text !== undefined && !UNQUOTED.test(text));
  return isQuoted ? args.slice(0, at) : args;
}

const UNQUOTED = /["'`\\$]|^(?:eval|.*sh|env|xargs|ssh|-q|--quote|-X|-m)$/;

const SQL = codeHazard(
  'a command of sqlite3, which can be .shell',
  'use a program that binds values, such as the sqlite3 module of Python',
);

/** Behind the name of the database, arguments of sqlite3 are commands. */
export function checkDatabase(args: readonly Word[]): void {
  const operands = args.filter(
    (word, at) => !/^-./.test(leadOf(word)) && !/^-(?:cmd|init|separator|nullvalue)$/.test(staticText(args[at - 1]) ?? ''),
  );
  for (const word of operands.slice(1)) refuse(valuesOf(word), SQL);
}

const ENGINES: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl', 'crictl', 'buildah', 'lxc', 'multipass']);
const CLUSTERS: ReadonlySet<string> = new Set(['kubectl', 'oc', 'k3s', 'microk8s']);
const CLUSTER_WITH_VALUE =
  /^(?:-[cnfs]|--(?:container|namespace|filename|kubeconfig|context|cluster|user|server|token|shell|timeout|pod-running-timeout))$/;
const ENGINE_WITH_VALUE = /^(?:-[euw]|--(?:env|env-file|user|workdir|detach-keys|latest))$/;

/** The name of the command that runs in a container that exists: of `docker exec`, `kubectl exec` and the like. */
export function checkContained(name: string, args: readonly Word[]): Word | undefined {
  const texts = args.map((word) => staticText(word));
  const runs = texts.includes('--command') ? texts.indexOf('run') : -1;
  const exec =
    runs < 0
      ? texts.findIndex(
          (text) => text === 'exec' || text === 'rsh' || (text === 'debug' && CLUSTERS.has(name)) || (text === 'run' && name === 'buildah'),
        )
      : runs;
  if (exec < 0) return undefined;
  const dashes = texts.indexOf('--', exec);
  if (CLUSTERS.has(name) && dashes >= 0) return args[dashes + 1];
  if (runs >= 0 || !(ENGINES.has(name) || CLUSTERS.has(name))) return undefined;
  const withValue = CLUSTERS.has(name) ? CLUSTER_WITH_VALUE : ENGINE_WITH_VALUE;
  const operands = args.filter((word, at) => at > exec && !/^-./.test(leadOf(word)) && !withValue.test(texts[at - 1] ?? ''));
  return operands[1];
}
