import type { Command } from './command';

/** The commands, each loaded when it is called, so that it does not pay for loading the others. */
const loaders = {
  completion: () => (require('./completion/completion') as typeof import('./completion/completion')).completionOf(allCommands),
  deploy: () => (require('./cluster/deploy') as typeof import('./cluster/deploy')).deploy,
  diff: () => (require('./diff/diff') as typeof import('./diff/diff')).diff,
  doctor: () => (require('./doctor/doctor') as typeof import('./doctor/doctor')).doctor,
  explain: () => (require('./explain') as typeof import('./explain')).explain,
  findings: () => (require('./findings/findings') as typeof import('./findings/findings')).findings,
  graph: () => (require('./graph') as typeof import('./graph')).graph,
  init: () => (require('./init/init') as typeof import('./init/init')).init,
  lock: () => (require('./lock') as typeof import('./lock')).lock,
  package: () => (require('./package/package') as typeof import('./package/package')).packageCommand,
  preflight: () => (require('./cluster/preflight') as typeof import('./cluster/preflight')).preflightCommand,
  rules: () => (require('./rules') as typeof import('./rules')).rules,
  run: () => (require('./run/run-command') as typeof import('./run/run-command')).runCommand,
  trigger: () => (require('./trigger/trigger') as typeof import('./trigger/trigger')).triggerCommand,
  validate: () => (require('./validate') as typeof import('./validate')).validate,
  watch: () => (require('./run/watch-command') as typeof import('./run/watch-command')).watchCommand,
} as const satisfies Readonly<Record<string, () => Command>>;

/** The names of all commands, in alphabetical order. */
export const commandNames: readonly string[] = Object.keys(loaders);

/** Loads a command; undefined when there is none of that name. */
export function tryFindCommand(name: string): Command | undefined {
  return Object.hasOwn(loaders, name) ? loaders[name as keyof typeof loaders]() : undefined;
}

function allCommands(): Command[] {
  return commandNames.flatMap((name) => tryFindCommand(name) ?? []);
}
