// `raw.cjs <objects.json> <outdir>`: the same objects as raw ApiObjects in one chart.
const { readFileSync } = require('node:fs');
const { ApiObject, App, Chart } = require('cdk8s');

const [input, outdir] = process.argv.slice(2);
const app = new App({ outdir });
const chart = new Chart(app, 'bench');
for (const [index, object] of JSON.parse(readFileSync(input, 'utf8')).entries()) new ApiObject(chart, `object-${index}`, object);
app.synth();
