// The mistakes of the comparison: for each tool the edit that makes it, or why it cannot be made there.

/**
 * An edit: what is replaced, and by what. A string is the reason why the mistake cannot be made with this tool.
 * @typedef {[from: string, to: string] | string} Edit
 */

/** @type {{ title: string, edits: Record<string, Edit> }[]} */
export const mistakes = [
  {
    title: 'a result that the task does not have',
    edits: {
      tekwire: ['cloned.results.commit', 'cloned.results.comit'],
      tektonic: ['pipelineExpression: `${commit}`', "pipelineExpression: '$(tasks.clone.results.comit)'"],
      'cdk8s-pipelines': ['tasks.clone.results.commit', 'tasks.clone.results.comit'],
      hera: ['cloned.get_parameter("commit")', 'cloned.get_parameter("comit")'],
      yaml: ['tasks.clone.results.commit', 'tasks.clone.results.comit'],
    },
  },
  {
    title: 'a misspelt param of a task',
    edits: {
      tekwire: ['{ commit: cloned', '{ comit: cloned'],
      tektonic: 'params are objects, used by the task itself',
      'cdk8s-pipelines': ["new ParameterBuilder('commit')", "new ParameterBuilder('comit')"],
      hera: ['arguments={"commit"', 'arguments={"comit"'],
      yaml: ['{ name: commit, value', '{ name: comit, value'],
    },
  },
  {
    title: 'a required param without a value',
    edits: {
      tekwire: ['params: { url: ci.params.url }, ', ''],
      tektonic: 'every param becomes one of the pipeline, with an empty value if nothing sets it',
      'cdk8s-pipelines': ["\n  .withRunParam('url', 'https://github.com/acme/web')", ''],
      hera: [', arguments={"url": "{{workflow.parameters.url}}"}', ''],
      yaml: ['\n      params: [{ name: url, value: $(params.url) }]', ''],
    },
  },
  {
    title: 'a string for an array',
    edits: {
      tekwire: ['{ commit: cloned.results.commit }', '{ commit: cloned.results.commit, tags: cloned.results.commit }'],
      tektonic: ["new Param({ name: 'commit', pipelineExpression", "new Param({ name: 'commit', type: 'array', pipelineExpression"],
      'cdk8s-pipelines': ["new ParameterBuilder('commit')", "new ParameterBuilder('commit').ofType('array')"],
      hera: 'parameters are strings',
      yaml: ['{ name: commit, type: string }', '{ name: commit, type: array }'],
    },
  },
  {
    title: 'a workspace that is not bound',
    edits: {
      tekwire: [', workspaces: { source: cloned.workspaces.source }', ''],
      tektonic: ["  workspaces: [source],\n  steps: [{ name: 'build'", "  steps: [{ name: 'build'"],
      'cdk8s-pipelines': ["\n  .withWorkspace('code', 'claim', 'sub')", ''],
      hera: ['\n    volume_claim_templates=[code],', ''],
      yaml: ['commit) }]\n      workspaces: [{ name: source, workspace: code }]', 'commit) }]'],
    },
  },
  {
    title: 'two tasks that wait for each other',
    edits: {
      tekwire: 'a task waits for tasks that were added before it',
      tektonic: ['const ci =', 'clone.needs.push(build);\nconst ci ='],
      'cdk8s-pipelines': 'each task runs after the one before it, so that nothing runs in parallel',
      hera: ['cloned >> built', 'cloned >> built\n        built >> cloned'],
      yaml: ['taskRef: { name: clone }', 'taskRef: { name: clone }\n      runAfter: [build]'],
    },
  },
  {
    title: 'an image name that no registry accepts',
    edits: {
      tekwire: ["'golang:1.25'", "'golang:'"],
      tektonic: ["'golang:1.25'", "'golang:'"],
      'cdk8s-pipelines': ["'golang:1.25'", "'golang:'"],
      hera: ['"golang:1.25"', '"golang:"'],
      yaml: ['image: golang:1.25', "image: 'golang:'"],
    },
  },
];
