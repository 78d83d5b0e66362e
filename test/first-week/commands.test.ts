import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { folder, runAsync, write } from '../cli/run';

const dist = join(folder, 'dist');
const empty = join(folder, 'empty');
mkdirSync(empty);
write(
  'dist/a.yaml',
  'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec: {steps: [{name: a, image: "a:1", script: "true"}]}\n',
);
const program = write('main.ts', 'new Task();\n');

/** Mistakes on the command line: what the user did, the arguments, and part of the message. */
const mistakes: readonly (readonly [mistake: string, args: readonly string[], message: RegExp])[] = [
  ['a misspelt command', ['valdiate', dist], /did you mean "validate"\?/],
  ['a command of cdk8s', ['synth'], /npx cdk8s synth writes the manifests/],
  ['a command of npm', ['build'], /npm run build/],
  ['a test as a command', ['test'], /npm test/],
  ['a command of kubectl', ['apply', dist], /did you mean "deploy"\?/],
  ['a command of other linters', ['lint', dist], /did you mean "validate"\?/],
  ['check for validate', ['check', dist], /did you mean "validate"\?/],
  ['a command of other generators', ['create'], /did you mean "init"\?/],
  ['a command of tkn', ['logs', 'run'], /did you mean "watch"\?/],
  ['-v for the version', ['-v'], /did you mean "--version"\?/],
  ['validate without files', ['validate'], /pass the files to check, or - for standard input/],
  ['a folder that does not exist', ['validate', join(folder, 'dits')], /dits: no such file or folder/],
  ['a folder without manifests', ['validate', empty], /contains no \.yaml or \.yml file[\s\S]*--allow-empty/],
  ['the program for its manifests', ['validate', program], /not a Kubernetes object[\s\S]*run cdk8s synth, and check the folder/],
  ['manifests that are not made yet', ['validate', join(empty, 'dist')], /no such file or folder; cdk8s synth writes it/],
  ['a misspelt option', ['validate', '--faile-on', 'warning', dist], /did you mean "--fail-on"\?/],
  ['a severity in the plural', ['validate', '--fail-on', 'warnings', dist], /expected one of: error, warning/],
  ['an unknown format', ['validate', '-o', 'yaml', dist], /expected one of: human, json, sarif/],
  ['an option of another tool', ['validate', '-f', dist], /unknown option '-f' \(available: --output/],
  ['an unknown code', ['validate', '--lint', 'TW9999', dist], /unknown opt-in rule "TW9999" \(available: /],
  ['an exception without a reason', ['validate', '--allow', 'TW520', dist], /as in --allow "TW520: the reason"/],
  ['a feature without a value', ['validate', '--feature', 'alpha', dist], /expected NAME=VALUE/],
  ['an external Task without its kind', ['validate', '--external', 'git-clone', dist], /expected KIND\/NAME, as in Task\/git-clone/],
  ['a config file that does not exist', ['validate', '--config', 'nothing.json', dist], /nothing\.json: no such file/],
  ['explain without a code', ['explain'], /as in tekwire explain TW203/],
  ['a code without its letters', ['explain', '203'], /did you mean "TW203"\?/],
  ['a code with a hyphen', ['explain', 'TW-203'], /did you mean "TW203"\?/],
  ['a code that does not exist', ['explain', 'TW9999'], /unknown rule "TW9999" \(available: /],
  ['a graph without files', ['graph'], /pass the files with the Pipelines/],
  ['a graph of Tasks', ['graph', dist], /no Pipeline in /],
  ['a graph as a picture', ['graph', '-o', 'png', dist], /expected one of: text, mermaid, dot, svg, json/],
  ['a template that does not exist', ['init', '--template', 'secure', empty], /expected one of: security, ci, empty/],
  ['two folders', ['init', empty, dist], /one folder, not 2/],
  ['a service that has no CI file', ['init', '--ci', 'jenkins', empty], /expected one of: none, github, gitlab/],
  ['an app in a file', ['init', program], /main\.ts is a file; pass a folder/],
  ['findings without an action', ['findings', 'a.sarif'], /expected one of: merge, dedup/],
  ['a package without a format', ['package', dist], /expected one of: helm, kustomize, bundle/],
  ['a webhook of another name', ['trigger', '--from', 'github.pushes', dist], /did you mean "github\.push"\?/],
  ['a shell that is not completed', ['completion', 'tcsh'], /expected one of: bash, zsh, fish/],
  ['a run without a pipeline', ['run'], /pass the name of a Pipeline/],
  ['a difference without manifests', ['diff'], /pass the manifests, such as the folder dist/],
];

it.each(mistakes)('a mistake of the first week on the command line: %s', async (_, args, message) => {
  const { code, out, err } = await runAsync(...args);

  expect(code).not.toBe(0);
  expect([...out, ...err].join('\n')).toMatch(message);
});
