import { readFileSync } from 'node:fs';
import { packageFile } from '../package-folder';
import type { Project } from './project';

/** The templates of `tekwire init`, by their name. */
export const templates = {
  security: { summary: 'a pipeline that scans a repository and fails on findings of high severity' },
  ci: { summary: 'a pipeline that tests a repository, builds an image and pushes it' },
  empty: { summary: 'a pipeline with one task' },
} as const;

export type Template = keyof typeof templates;

/** The services whose CI file `--ci` writes, by their name. */
export const services = {
  none: { summary: 'no file for CI' },
  github: { summary: '.github/workflows/manifests.yaml' },
  gitlab: { summary: '.gitlab-ci.yml' },
} as const;

export type Service = keyof typeof services;

/** The files of an app, by their path. */
export function filesFor(template: Template, service: Service, { isModule, runner, isApp }: Project): Readonly<Record<string, string>> {
  const of = (name: string) => {
    const text = readFileSync(packageFile(`templates/${template}/${name}`), 'utf8');
    return isModule ? text.replace("from './pipeline'", "from './pipeline.js'") : text;
  };
  const imported = runner === 'vitest' ? "import { expect, test } from 'vitest';\n" : '';
  return {
    'pipeline.ts': of('pipeline.ts'),
    'main.ts': of('main.ts'),
    'pipeline.test.ts': runner === 'node' ? of('pipeline.test.ts') : imported + of('pipeline.jest.ts'),
    'tsconfig.json': TSCONFIG,
    'cdk8s.yaml': CDK8S,
    ...(isApp ? {} : { '.gitignore': 'node_modules/\ndist/\n*.tsbuildinfo\n' }),
    ...(service === 'github' ? { '.github/workflows/manifests.yaml': GITHUB } : {}),
    ...(service === 'gitlab' ? { '.gitlab-ci.yml': GITLAB } : {}),
  };
}

const TSCONFIG = `{
  "compilerOptions": {
    "strict": true,
    "noEmit": true,
    "incremental": true,
    "skipLibCheck": true,
    "target": "es2022",
    "module": "node16",
    "types": ["node"]
  }
}
`;

const CDK8S = `language: typescript
# the types are checked first; a second synth without a change takes less than a second for it
app: npx tsc 1>&2 && npx tsx main.ts
`;

const GITHUB = `name: manifests
on: [push, pull_request]
permissions:
  contents: read
jobs:
  manifests:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
      - run: npm ci
      - run: npm run build
      - run: npx tekwire validate -o github dist
`;

const GITLAB = `manifests:
  image: node:22
  script:
    - npm ci
    - npm run build
    - npx tekwire validate -o junit dist > tekwire.xml
  artifacts:
    paths: [dist]
    reports:
      junit: tekwire.xml
`;
