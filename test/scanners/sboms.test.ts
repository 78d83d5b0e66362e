import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './recorded';

/** The packages that the sources of each tool pin, as their lockfiles and requirements name them. */
const pinned = {
  cdxgen: ['pkg:pypi/flask@0.12', 'pkg:pypi/pyyaml@5.1', 'pkg:pypi/requests@2.19.0'],
  syft: ['pkg:golang/golang.org/x/text@v0.3.5', 'pkg:npm/debug@2.6.8', 'pkg:npm/lodash@4.17.20', 'pkg:npm/minimist@1.2.5'],
} as const;

for (const [tool, purls] of Object.entries(pinned)) {
  const file = join(folder, `${tool}.cdx.json`);

  (existsSync(file) ? it : it.skip)(`${tool} lists every package that its sources pin`, () => {
    const { bomFormat, components } = JSON.parse(readFileSync(file, 'utf8'));

    expect(bomFormat).toBe('CycloneDX');
    expect(components.map(({ purl }: { readonly purl?: string }) => purl)).toEqual(expect.arrayContaining([...purls]));
  });
}
