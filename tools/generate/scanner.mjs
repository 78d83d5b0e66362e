// Creates a scanner: `npm run scanner TOOL` writes its component, the component's line in the index of the scanners, and the recipe that installs
// the tool here. Fill in both; the generators of golden, api, images and catalogue then write the rest.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from '../lib/project.mjs';
import { fail } from '../lib/run.mjs';

const index = 'src/catalogue/scanners/index.ts';
const [tool = ''] = process.argv.slice(2);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(tool))
  fail(`"${tool}" is not a name of lower-case letters, digits and "-"; npm run scanner TOOL, for example npm run scanner acme-lint`);
const component = `src/catalogue/scanners/${tool}.ts`;
const recipe = `test/scanners/tools/${tool}.sh`;
for (const file of [component, recipe]) if (existsSync(join(root, file))) fail(`${file} exists already`);
const name = tool.replace(/(?:^|-)./g, (start) => start.slice(-1).toUpperCase());

writeFileSync(join(root, component), componentText());
writeFileSync(join(root, recipe), recipeText());
writeFileSync(join(root, index), withLine(read(index)));
console.log(`${name}: write the facts and the step in ${component}, and how the tool is installed here in ${recipe};
then test/scanners/record.sh test/scanners/recorded ${tool}, npm run golden, api, images and catalogue`);

function componentText() {
  return `import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: '${tool}',
  description: 'What it scans for what, in a few words',
  image: 'registry.example.org/${tool}:1.0.0',
  licence: 'Apache-2.0',
  page: 'https://example.org/${tool}',
  // 1 means findings
  findingsExitCodes: [1],
};

/** What it scans for what, as a sentence. @see https://example.org/${tool} */
export class ${name} extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== ${name} }));
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif, target }, { image, args }) => ({
        image,
        script: sh\`exec ${tool} --sarif \${sarif} "$@" \${target}\`,
        ...(args.length > 0 && { args }),
      })),
    );
  }
}
`;
}

/** The recipe fails until it is written. */
function recipeText() {
  return `# version 1.0.0
install_${tool}() { echo 'write how ${tool} is installed, with its files in $cache/${tool} or its program in $GOBIN'; return 1; }
# its own report, for its own users, which the counts of findings are compared with
own_${tool}() { "$GOBIN/${tool}" --json . >"$to/${tool}.json"; }
`;
}

/**
 * The index with the line of the component, in the order of the file names.
 * @param {string} text
 */
function withLine(text) {
  const lines = [...text.trimEnd().split('\n'), `export { ${name} } from './${tool}';`];
  const pathOf = (/** @type {string} */ line) => line.match(/from '(.+)'/)?.[1] ?? '';
  return `${lines.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)).join('\n')}\n`;
}
