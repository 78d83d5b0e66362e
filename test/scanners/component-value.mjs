// component-value.mjs TOOL NAME: prints a variable of the scan step that the component of a tool emits.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { components } from './components.mjs';

const require = createRequire(import.meta.url);
const { App, Chart } = require('cdk8s');
const catalogue = require(join(import.meta.dirname, '../../dist/lib/catalogue/index.js'));
const [tool = '', name = ''] = process.argv.slice(2);
const { spec } = components[tool]?.create(catalogue, new Chart(new App(), 'scan')) ?? {};
const scan = spec?.steps.find((/** @type {any} */ step) => step.name === 'scan');
process.stdout.write(scan?.env.find((/** @type {any} */ one) => one.name === name)?.value ?? '');
