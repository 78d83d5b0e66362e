// `floor.cjs <json|yaml|js-yaml> <objects.json> <file>`: only writes the same objects down.
const { readFileSync, writeFileSync } = require('node:fs');

const writers = {
  json: () => JSON.stringify,
  yaml: () => require('yaml').stringify,
  'js-yaml': () => require('js-yaml').dump,
};
const [kind, input, output] = process.argv.slice(2);
const write = writers[kind]();
writeFileSync(
  output,
  JSON.parse(readFileSync(input, 'utf8'))
    .map((object) => write(object))
    .join('\n---\n'),
);
