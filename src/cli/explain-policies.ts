import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemText } from '../diagnostics';
import { type PolicyChange, RECORD_FOLDER } from '../policy';
import { loadFile, readDiagnostics, readYaml } from '../reader';
import { changeFormats } from './change-formats';
import { type Call, exit, UsageError } from './command';

const CONFIG = 'cdk8s.yaml';

/** Runs the app as `cdk8s synth` does, with a temporary output folder, and prints what its policies changed. */
export function explainPolicies({ options, out, err }: Call): number {
  const { print } = changeFormats[options.output as keyof typeof changeFormats];
  const command = typeof options.app === 'string' ? options.app : appOf(CONFIG);
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-policies-'));
  try {
    const { status, signal, stdout, stderr } = runApp(command, folder);
    for (const text of [stdout, stderr]) if (text.trim() !== '') err(text.trimEnd());
    const changes = readChanges(folder);
    const text = print(changes ?? []);
    if (text !== '') out(text);
    if (status === 0 && changes === undefined) err(`the app has no policies, or does not call app.synth(): ${command}`);
    else if (status === 0 && changes?.length === 0) err('the policies of the app change nothing');
    if (status !== 0) err(`the app failed with ${signal ?? `exit code ${status}`}: ${command}`);
    return status === 0 ? exit.ok : exit.failure;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Captures the output of the app, because stdout of this command is reserved for the changes. */
function runApp(command: string, folder: string) {
  const env = { ...process.env, CDK8S_OUTDIR: join(folder, 'dist'), [RECORD_FOLDER]: folder, TEKWIRE_WARNINGS: 'off' };
  return spawnSync(command, { shell: true, encoding: 'utf8', stdio: ['inherit', 'pipe', 'pipe'], maxBuffer: 2 ** 28, env });
}

function appOf(path: string): string {
  if (!existsSync(path))
    throw new UsageError(`${path} not found in the working directory; pass the command that starts the app, as in --app "node main.js"`);
  const reading = readYaml(loadFile(path).text, path);
  const [object] = reading.objects;
  const [error] = object === undefined ? [] : readDiagnostics(reading, object, 0);
  if (error !== undefined) throw new UsageError(`${path}:${error.line}:${error.column}: ${problemText(error)}`);
  const config: unknown = object?.document?.manifest;
  const app = typeof config === 'object' && config !== null && 'app' in config ? config.app : undefined;
  if (typeof app !== 'string' || app === '')
    throw new UsageError(`${path} has no "app"; add it, or pass the command, as in --app "node main.js"`);
  return app;
}

/** The changes that all processes of the app recorded; undefined when no process recorded any. */
function readChanges(folder: string): PolicyChange[] | undefined {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  if (files.length === 0) return undefined;
  return files.sort().flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as PolicyChange[]);
}
