/** Mistakes in YAML: what the user did, the manifest, and part of the diagnostic. */
export const manifests: readonly (readonly [mistake: string, yaml: string, message: RegExp])[] = [
  ['a tab', task('steps:\n\t- {image: a:1}'), /TW090 .*tab/],
  ['a duplicate key', task('steps: [{image: a:1}]\n  steps: []'), /TW091/],
  ['a number for a string', task('steps: [{image: a:1, env: [{name: V, value: 1.10}]}]'), /TW003 .*found 1.1.*put "1.10" in quotes/],
  ['a boolean for a string', task('steps: [{image: a:1, env: [{name: V, value: yes}]}]'), /TW003 .*quotes/],
  ['a misspelt field', task('step: [{image: a:1}]'), /TW002 .*did you mean "steps"\?/],
  ['a misspelt kind', 'apiVersion: tekton.dev/v1\nkind: Taks\nmetadata: {name: a}\nspec: {}', /did you mean "Task"\?/],
  ['an old apiVersion', 'apiVersion: tekton.dev/v1alpha1\nkind: Task\nmetadata: {name: a}\nspec: {steps: [{image: a:1}]}', /v1alpha1/],
  ['a Task without steps', task('params: []'), /steps/],
  ['a step without an image', task('steps: [{name: a, script: "true"}]'), /image/],
  ['script and command', task('steps: [{image: a:1, script: "true", command: [a]}]'), /script.*command|command.*script/],
  ['a name with capitals', task('steps: [{image: a:1}]').replace('name: a', 'name: Build_It'), /TW\d+ .*(?:lower|name)/],
  ['two steps of one name', task('steps: [{name: a, image: a:1}, {name: a, image: a:1}]'), /"a"/],
  ['an undeclared param', task('steps: [{image: a:1, args: ["$(params.x)"]}]'), /unknown param "x"/],
  ['a misspelt param', task('params: [{name: image}]\n  steps: [{image: $(params.imgae)}]'), /did you mean "image"\?/],
  ['an undeclared workspace', task('steps: [{image: a:1, workingDir: $(workspaces.src.path)}]'), /workspace.*"src"|"src"/],
  ['a result that is not declared', task('steps: [{image: a:1, script: "echo > $(results.r.path)"}]'), /result "r"|"r"/],
  ['a bad image name', task('steps: [{image: "Nginx:1"}]'), /TW17[78]/],
  ['a timeout without a unit', pipeline('tasks: [{name: a, taskRef: {name: t}, timeout: "5"}]'), /timeout.*(?:unit|5m|duration)/],
  [
    'a missing Task',
    pipeline('tasks: [{name: a, taskRef: {name: biuld}}]', task('steps: [{image: a:1}]').replace('name: a', 'name: build')),
    /did you mean "build"\?|TW560/,
  ],
  ['runAfter of an unknown task', pipeline('tasks: [{name: a, taskRef: {name: t}, runAfter: [b]}]'), /unknown task "b"|"b"/],
  [
    'a cycle',
    pipeline('tasks: [{name: a, taskRef: {name: t}, runAfter: [b]}, {name: b, taskRef: {name: t}, runAfter: [a]}]'),
    /a → b|wait for each other|cycle/,
  ],
  ['two tasks of one name', pipeline('tasks: [{name: a, taskRef: {name: t}}, {name: a, taskRef: {name: t}}]'), /"a"/],
  ['taskRef and taskSpec', pipeline('tasks: [{name: a, taskRef: {name: t}, taskSpec: {steps: [{image: a:1}]}}]'), /taskRef|taskSpec/],
  [
    'a result of an unknown task',
    pipeline('tasks: [{name: a, taskRef: {name: t}, params: [{name: p, value: $(tasks.b.results.r)}]}]'),
    /unknown task "b"|"b"/,
  ],
  [
    'a param that the Task does not have',
    pipeline('tasks: [{name: a, taskRef: {name: t}, params: [{name: p, value: x}]}]', tTask('')),
    /unknown param "p"|"p"/,
  ],
  ['a missing param', pipeline('tasks: [{name: a, taskRef: {name: t}}]', tTask('params: [{name: p}]\n  ')), /"p"/],
  [
    'an array for a string param',
    pipeline('tasks: [{name: a, taskRef: {name: t}, params: [{name: p, value: [x]}]}]', tTask('params: [{name: p}]\n  ')),
    /array/,
  ],
  ['a workspace that is not bound', pipeline('tasks: [{name: a, taskRef: {name: t}}]', tTask('workspaces: [{name: w}]\n  ')), /"w"/],
  [
    'a param of the pipeline that is not declared',
    pipeline('tasks: [{name: a, taskRef: {name: t}, params: [{name: p, value: $(params.x)}]}]'),
    /unknown param "x"|"x"/,
  ],
  [
    'finally with runAfter',
    pipeline('tasks: [{name: a, taskRef: {name: t}}]\n  finally: [{name: f, taskRef: {name: t}, runAfter: [a]}]'),
    /runAfter/,
  ],
  [
    'retries with onError continue',
    pipeline('tasks: [{name: a, taskRef: {name: t}, retries: 2, onError: continue}]'),
    /TW226|use one of them/,
  ],
  ['negative retries', pipeline('tasks: [{name: a, taskRef: {name: t}, retries: -1}]'), /retries/],
  [
    'a when with an unknown operator',
    pipeline('tasks: [{name: a, taskRef: {name: t}, when: [{input: a, operator: equals, values: [a]}]}]'),
    /operator.*(?:in, notin|expected one of)/,
  ],
  ['a when without values', pipeline('tasks: [{name: a, taskRef: {name: t}, when: [{input: a, operator: in, values: []}]}]'), /values/],
  [
    'an unquoted value in CEL',
    pipeline('tasks: [{name: a, taskRef: {name: t}, when: [{cel: "main == x"}]}]'),
    /TW\d+ .*(?:quotes|identifier)/,
  ],
  ['a run without a pipeline', 'apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {name: a}\nspec: {}', /pipelineRef|pipelineSpec/],
  ['a run with serviceAccountName in the v1beta1 place', run('serviceAccountName: ci'), /taskRunTemplate|serviceAccountName/],
  ['a run with a timeout in the v1beta1 place', run('timeout: 5m'), /timeouts|timeout/],
  [
    'a workspace with two sources',
    run('workspaces: [{name: w, emptyDir: {}, persistentVolumeClaim: {claimName: c}}]'),
    /one (?:of|source)|emptyDir/,
  ],
  ['a tasks timeout above that of the pipeline', run('timeouts: {pipeline: 1h, tasks: 2h}'), /timeouts|tasks/],
  ['a password in a param', run('params: [{name: password, value: hunter2secret}]'), /TW53[45]/],
  [
    'a param in a script',
    task('params: [{name: p}]\n  steps: [{image: a:1, script: "echo $(params.p)"}]'),
    /TW5\d\d .*(?:env|inserted|code)/,
  ],
  ['curl piped into a shell', task('steps: [{image: a:1, script: "curl -k https://a.example/x | sh"}]'), /TW5\d\d/],
  ['an image without a tag', task('steps: [{image: nginx}]'), /TW5\d\d .*(?:tag|latest|digest)/],
];

function task(spec: string): string {
  return `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec:\n  ${spec}\n`;
}

function tTask(spec: string): string {
  return task(`${spec}steps: [{image: a:1}]`).replace('name: a', 'name: t');
}

function pipeline(spec: string, other = ''): string {
  return `apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ci}\nspec:\n  ${spec}\n---\n${other}`;
}

function run(spec: string): string {
  return `apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {name: a}\nspec:\n  pipelineRef: {name: ci}\n  ${spec}\n`;
}
