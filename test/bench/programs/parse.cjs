// What any judge of YAML pays: reads the files of a folder and makes JavaScript values of them with the package `yaml`.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parseAllDocuments } = require('yaml');

const [folder] = process.argv.slice(2);
for (const file of readdirSync(folder)) {
  for (const document of parseAllDocuments(readFileSync(join(folder, file), 'utf8'))) document.toJS();
}
