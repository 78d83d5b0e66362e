import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { TekwireError } from '../../diagnostics';
import { type Call, type Command, exit, UsageError } from '../command';
import { filesFor, type Service, services, type Template, templates } from './files';
import { completedManifest, type Project, projectIn } from './project';

/** `tekwire init`: writes an app that works at once, or adds what a project lacks. */
export const init: Command = {
  name: 'init',
  summary: 'write an app that works at once, or add to a project what it lacks',
  calls: ['OPTIONS [DIR]'],
  about: `Writes main.ts, pipeline.ts, a test, tsconfig.json, cdk8s.yaml, package.json and .gitignore into the folder (default: this one), and prints
the next commands. A file that exists is never changed, except package.json: it gets the dependencies and scripts that it lacks. In a project
that has an app, only pipeline.ts, its test and the dependencies are added. Needs no network; npm install does.`,
  options: {
    template: { type: 'string', short: 't', value: 'NAME', default: 'security', summary: '', choices: templates },
    ci: {
      type: 'string',
      value: 'SERVICE',
      default: 'none',
      summary: 'a file that builds and checks the manifests in CI',
      choices: services,
    },
  },
  examples: {
    init: 'an app in this folder',
    'init scans --template security --ci github': 'an app in the new folder scans, with a workflow',
  },
  exits: { 0: 'written, or nothing was missing', 2: 'invalid arguments', 3: 'a file cannot be read or written' },
  run: runInit,
};

function runInit({ files: [given = '.', ...more], options, out, err }: Call): number {
  if (more.length > 0) throw new UsageError(`one folder, not ${more.length + 1}: ${[given, ...more].join(' ')}`);
  if (given === '') throw new UsageError('the folder is an empty string; pass a folder, or nothing for this one');
  const folder = resolve(given);
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new UsageError(`${given} is a file; pass a folder`);
  const project = projectIn(folder);
  const wanted = filesFor(options.template as Template, options.ci as Service, project);
  const { added, kept } = writeAll(project, wanted);
  for (const name of added) out(`added ${join(given, name)}`);
  for (const name of kept) out(`kept  ${join(given, name)}`);
  const packages = writeManifest(project);
  if (packages.length > 0)
    out(`${project.manifest === undefined ? 'added' : 'mended'} ${join(given, 'package.json')}: ${packages.join(', ')}`);
  for (const line of hints(project, kept)) err(line);
  out(['', 'next:', ...nextCommands(given, String(options.template), project).map((command) => `  ${command}`)].join('\n'));
  return exit.ok;
}

/** Writes the files that do not exist. A test and an app of ours need our pipeline.ts. */
function writeAll({ folder }: Project, files: Readonly<Record<string, string>>): { readonly added: string[]; readonly kept: string[] } {
  const [added, kept]: [string[], string[]] = [[], []];
  const isForeign = isOthers(join(folder, 'pipeline.ts'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    if (isForeign && ['main.ts', 'pipeline.test.ts'].includes(name) && !existsSync(path)) continue;
    if (writeNew(path, content)) added.push(name);
    else kept.push(name);
  }
  return { added, kept };
}

function isOthers(path: string): boolean {
  return existsSync(path) && !readFileSync(path, 'utf8').includes('class PipelineChart');
}

/** @throws TekwireError when the file cannot be written */
function writeNew(path: string, content: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && existsSync(dirname(path)) && statSync(dirname(path)).isDirectory())
      return false;
    throw new TekwireError(`${relative('.', path)} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

function writeManifest(project: Project): string[] {
  const { manifest, added } = completedManifest(project);
  if (project.manifest !== undefined && added.length === 0) return [];
  writeFileSync(join(project.folder, 'package.json'), `${JSON.stringify(manifest, null, project.indent)}\n`);
  return added;
}

/** What a person has to do in files that were kept. */
function hints({ folder, isModule }: Project, kept: readonly string[]): string[] {
  if (isOthers(join(folder, 'pipeline.ts')))
    return ['pipeline.ts is your own, so no app was written beside it; choose another folder for one'];
  const main = join(folder, 'main.ts');
  if (!kept.includes('main.ts') || readFileSync(main, 'utf8').includes('PipelineChart')) return [];
  return [
    `add to main.ts: import { PipelineChart } from './pipeline${isModule ? '.js' : ''}';`,
    "                new PipelineChart(app, 'pipelines'); // before app.synth()",
  ];
}

function nextCommands(given: string, template: string, { isApp }: Project): string[] {
  const start = resolve(given) === resolve('.') ? 'npm install' : `cd ${given} && npm install`;
  const build = isApp ? 'npx cdk8s synth' : 'npm run build';
  const apply = isApp ? 'kubectl apply -f dist/' : `kubectl apply -f dist/${template === 'empty' ? 'pipelines' : template}.k8s.yaml`;
  const commands = [start, build, apply];
  const width = Math.max(...commands.map((command) => command.length));
  const meanings = ['the packages', isApp ? 'manifests in dist/, all rules' : 'types, tests, manifests in dist/, all rules', TARGET];
  return commands.map((command, at) => `${command.padEnd(width)}  # ${meanings[at]}`);
}

const TARGET = 'the manifests, into the current namespace of your cluster';
