import { dirname } from 'node:path';
import { refuseUnloadable } from '../../../src/cli/cluster/client-package';
import { write } from '../run';

const foldersWith = (version: string) => [
  '/nowhere/node_modules',
  dirname(dirname(dirname(write(`v${version}/@kubernetes/client-node/package.json`, JSON.stringify({ version }))))),
];

it.each([
  ['2.0.1', '20.20.2'],
  ['2.0.1', '22.14.0'],
])('client-node %s with Node %s is refused, with the version to install', (version, node) => {
  expect(() => refuseUnloadable(foldersWith(version), node)).toThrow(
    `@kubernetes/client-node ${version} needs Node.js 22.15 or newer, found ${node}; npm install @kubernetes/client-node@1`,
  );
});

it.each([
  ['1.4.0', '20.20.2'],
  ['2.0.1', '22.15.0'],
  ['2.0.1', '24.1.0'],
])('client-node %s with Node %s is loaded', (version, node) => {
  expect(() => refuseUnloadable(foldersWith(version), node)).not.toThrow();
});
