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
        image: 'node:22.23.3-alpine3.24',
        script: node`
          const { readdirSync, readFileSync, writeFileSync } = require('fs');
          const { join, relative } = require('path');
          const root = ${source};
          // links are not followed: they could lead out of the sources, or in a circle
          const below = (folder) =>
            readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
              const path = join(folder, entry.name);
              return entry.isDirectory() ? below(path) : entry.isFile() ? [path] : [];
            });
          const files = below(root)
            .filter((path) => /[.](ts|js|go)$/.test(path))
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
