const step = "{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }";
const task = (id: string, more = '') => `new Task(chart, '${id}', { ${more}steps: () => [${step}] })`;

/** Wrong imports: the file, its lines, and part of the message. */
export const imports: readonly (readonly [mistake: string, file: string, lines: string, message: RegExp])[] = [
  [
    'a scanner from the wrong place',
    'scanner.cjs',
    "const { Gosec } = require('tekwire');",
    /no export "Gosec"; import it from "tekwire\/catalogue"/,
  ],
  ['a Task from the catalogue', 'task.cjs', "new (require('tekwire/catalogue').Task)();", /no export "Task"; import it from "tekwire"/],
  ['rules from the library', 'rules.cjs', "require('tekwire').checkYaml('');", /no export "checkYaml"; import it from "tekwire\/rules"/],
  ['a misspelt name', 'misspelt.cjs', "const { Taks } = require('tekwire');", /no export "Taks" \(available: .*did you mean "Task"\?/],
  [
    'a misspelt name of another place',
    'other.cjs',
    "const { Gosecc } = require('tekwire');",
    /did you mean "Gosec" of "tekwire\/catalogue"\?/,
  ],
  [
    'a class that is nowhere',
    'nowhere.cjs',
    "new (require('tekwire/events').Webhook)();",
    /"tekwire\/events" has no export "Webhook" \(available: /,
  ],
  ['a misspelt path', 'path.cjs', "require('tekwire/rule');", /no such path; import from one of: tekwire, .*tekwire\/rules/],
  [
    'a path into the package',
    'deep.cjs',
    "require('tekwire/dist/lib/catalogue');",
    /no such path; import from one of: tekwire, tekwire\/catalogue/,
  ],
  [
    'what Node advises for a name that is not there',
    'advice.mjs',
    "import pkg from 'tekwire';\nconst { Gosec } = pkg;",
    /import it from "tekwire\/catalogue"/,
  ],
  ['a misspelt name in an ES module', 'misspelt.mjs', "import { Taks } from 'tekwire';", /Taks/],
  [
    'a misspelt path in an ES module',
    'path.mjs',
    "import 'tekwire/rule';",
    /Package subpath '\.\/rule' is not defined .* imported from .*path\.mjs/,
  ],
  [
    'a path into the package in an ES module',
    'deep.mjs',
    "import 'tekwire/dist/lib/index.js';",
    /not defined .* imported from .*deep\.mjs/,
  ],
];

/** Wrong imports in TypeScript, each with part of the error of the compiler. */
export const typedImports: readonly (readonly [mistake: string, lines: string, message: RegExp])[] = [
  ['a misspelt name', "import { Taks } from 'tekwire';\nnew Taks();", /error TS2305: .*no exported member 'Taks'/],
  ['a scanner from the wrong place', "import { Gosec } from 'tekwire';\nnew Gosec();", /error TS2305: .*no exported member 'Gosec'/],
  ['a misspelt path', "import { checkYaml } from 'tekwire/rule';\ncheckYaml('');", /error TS2307: Cannot find module 'tekwire\/rule'/],
  [
    'a path into the package',
    "import { Task } from 'tekwire/dist/lib/index';\nnew Task();",
    /error TS2307: Cannot find module 'tekwire\/dist/,
  ],
];

/** Mistakes in plain JavaScript: lines of a program, and part of the message of its synth. */
export const untyped: readonly (readonly [mistake: string, lines: string, message: RegExp])[] = [
  [
    'a Task without options',
    "new Task(chart, 'a');",
    /\[ci\/a\] TW288 props: expected a function that returns an array of steps, found undefined; write /,
  ],
  ['null for the options of a Task', "new Task(chart, 'a', null);", /\[ci\/a\] TW288: expected an object of options, found null/],
  ['null for the options of a Pipeline', "new Pipeline(chart, 'a', null);", /\[ci\/a\] TW288: expected an object of options, found null/],
  [
    'a SecurityPipeline without options',
    "new SecurityPipeline(chart, 'a');",
    /expected \{ source, producers, consumers \}, found undefined/,
  ],
  ['null for the options of a scanner', "new Gosec(chart, 'a', null);", /\[ci\/a\] TW288: expected an object of options, found null/],
  [
    'a PipelineRun without options',
    "new PipelineRun(chart, 'a');",
    /\[ci\/a\] TW288 props: expected \{ pipeline, params \}, found undefined/,
  ],
  ['a TaskRun without options', "new TaskRun(chart, 'a');", /\[ci\/a\] TW288 props: expected \{ task, params \}, found undefined/],
  ['a StepAction without options', "new StepAction(chart, 'a');", /expected a function that returns a container, found undefined; write /],
  [
    'an EmbeddedTask without anything',
    "new Pipeline(chart, 'p').add(new EmbeddedTask());",
    /name: expected a string, as in new EmbeddedTask\(/,
  ],
  ['a Task without new', "Task(chart, 'a', {});", /^Class constructor Task cannot be invoked without 'new'$/],
  ['a Pipeline without new', "Pipeline(chart, 'a', {});", /^Class constructor Pipeline cannot be invoked without 'new'$/],
  ['a scanner without new', "Gosec(chart, 'a');", /^Class constructor Gosec cannot be invoked without 'new'$/],
  [
    'the App for a Chart',
    `new Task(app, 'a', { steps: () => [${step}] });`,
    /^a: expected a Chart, .*found the App; make one: const chart = new Chart\(/,
  ],
  ['the App for the Chart of a Pipeline', "new Pipeline(app, 'a');", /^a: expected a Chart, .*found the App; make one: /],
  ['the App for the Chart of a run', "new PipelineRun(app, 'a', {});", /^a: expected a Chart, .*found the App; make one: /],
  [
    'no scope',
    `new Task(undefined, 'a', { steps: () => [${step}] });`,
    /^expected a Chart, .*as in new Task\(chart, 'name', .*found undefined$/,
  ],
  ['this of a module', "new Pipeline(this, 'a');", /^expected a Chart, .*as in new Pipeline\(.*found an object$/],
  ['a scanner without a Chart', "new Gosec('gosec');", /^expected a Chart, .*found "gosec"$/],
  ['no id', `new Task(chart, { steps: () => [${step}] });`, /^ci: expected an id .*as the second argument/],
  [
    'a string for a workspace',
    `const ci = new Pipeline(chart, 'ci', { workspaces: { code: Workspace.emptyDir() } });\nci.add(${task('a', 'workspaces: { s: workspace() }, ')}, { workspaces: { s: 'code' } });`,
    /\[ci\/ci\] TW288 a workspaces\.s: expected a workspace of the pipeline, such as pipeline\.workspaces\.code, .*found "code"/,
  ],
  ['a string for a Task', "new Pipeline(chart, 'ci').add('a');", /TW288 add: expected a Task, such as new Task\(.*found "a"/],
  [
    'a string for a Pipeline',
    "new PipelineRun(chart, 'r', { pipeline: 'ci' });",
    /TW288 pipeline: expected a Pipeline, such as .*found "ci"/,
  ],
  [
    'a string in after',
    `new Pipeline(chart, 'ci').add(${task('a')}, { after: ['b'] });`,
    /a after: expected an array of tasks that add returned, .*found "b"/,
  ],
  [
    'strings and classes for components',
    "new SecurityPipeline(chart, 's', { source: 'git-clone', producers: ['gosec'], consumers: [Task] });",
    /consumers\[0\]: .*found the class or function "Task"[\s\S]*producers\[0\]: .*found "gosec"[\s\S]*source: expected a source, such as .*found "git-clone"/,
  ],
  [
    'misspelt options of components',
    "new SecurityPipeline(chart, 's', { source: new GitClone(chart, 'g'), producer: [new Gosec(chart, 'gosec', { imgae: 'a:1' })], consumers: [] });",
    /imgae: .*did you mean "image"\?[\s\S]*producer: .*did you mean "producers"\?/,
  ],
  [
    'misspelt fields of a step',
    "new Task(chart, 'a', { steps: () => [{ name: 'a', imgae: 'x:1', comand: ['a'] }] });",
    /steps\.a\.comand: .*did you mean "command"\?[\s\S]*steps\.a\.imgae: .*did you mean "image"\?/,
  ],
  [
    'a misspelt option of a param',
    `new Pipeline(chart, 'p', { params: { a: param.string({ defualt: 'a' }) } });`,
    /defualt: .*did you mean "default"\?/,
  ],
  [
    'steps that are not a function',
    `new Task(chart, 'a', { steps: [${step}] });`,
    /steps: expected a function .*found an array; write steps: /,
  ],
  ['steps that are asynchronous', `new Task(chart, 'a', { steps: async () => [${step}] });`, /expected an array of steps, found a Promise/],
  [
    'a misspelt param of a step',
    "new Task(chart, 'a', { params: { url: param.string() }, steps: ({ params }) => [{ name: 'run', image: 'a:1', args: [params.ulr] }] });",
    /TW288 params\.ulr: unknown param "ulr" \(available: url\); did you mean "url"\?/,
  ],
  [
    'a misspelt workspace of a step',
    "new Task(chart, 'a', { steps: ({ workspaces }) => [{ name: 'run', image: 'a:1', args: [workspaces.source.path] }] });",
    /TW288 workspaces\.source: unknown workspace "source" \(available: none\)/,
  ],
  [
    'params as in YAML',
    "new Task(chart, 'a', { params: [{ name: 'url' }], steps: () => [] });",
    /params: expected declarations such as params: \{ name: param\.string\(\) \}/,
  ],
  [
    'a string for a duration',
    `new Pipeline(chart, 'p').add(${task('a')}, { timeout: '5m' });`,
    /a timeout: expected a Duration of cdk8s, such as Duration\.minutes\(5\), found "5m"/,
  ],
  [
    'sh called as a function',
    "new Task(chart, 'a', { steps: () => [{ name: 'a', image: 'a:1', script: sh('echo') }] });",
    /write it as a template tag: sh`/,
  ],
];
