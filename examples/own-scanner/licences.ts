import type { Construct } from 'constructs';
import { node, Producer } from 'tekwire';

/** Finds source files without the licence of the company in their first lines. */
export class LicenceHeaders extends Producer {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Finds source files without a licence header',
      // a planted file without a header: a scan that does not find it is blind, and the gate fails
      canary: { files: { 'canary.ts': 'export {};\n' }, finds: ['missing-header'] },
      scan: ({ source, sarif }) => ({
        image: 'node:22-alpine3.22',
        script: node`
          const { readdirSync, readFileSync, writeFileSync } = require('fs');
          const { join, relative } = require('path');
          const root = ${source};
          const files = readdirSync(root, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile() && /[.](ts|js|go)$/.test(entry.name))
            .map((entry) => join(entry.parentPath, entry.name))
            .filter((path) => !/SPDX-License-Identifier: Apache-2.0/.test(readFileSync(path, 'utf8').slice(0, 500)))
            .map((path) => relative(root, path));
          const results = files.map((uri) => ({
            ruleId: 'missing-header',
            level: 'warning',
            message: { text: 'the file has no line "SPDX-License-Identifier: Apache-2.0"' },
            locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } }],
          }));
          const runs = [{ tool: { driver: { name: 'licence-headers' } }, results }];
          writeFileSync(${sarif}, JSON.stringify({ version: '2.1.0', runs }));
        `,
      }),
    });
  }
}
