import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'ESLint',
  description: 'Scans JavaScript and TypeScript sources for security problems',
  image: 'node:22.23.3-alpine3.24',
  licence: 'MIT; its plugin eslint-plugin-security is Apache-2.0',
  page: 'https://eslint.org',
  network: 'the npm registry, unless the image has the packages in /eslint',
  findingsExitCodes: [1],
  exitCodes: { 2: 'it had an error, such as a configuration that cannot be read', 3: 'there is no JavaScript or TypeScript file' },
  nothingExitCodes: [3],
  canary: { files: { 'canary.js': "eval('');\n" }, finds: ['no-eval'] },
};

/** The rules; a configuration finds the packages beside it. */
const CONFIGURATION = `
import security from 'eslint-plugin-security';
import parser from '@typescript-eslint/parser';
export default [
  {
    ...security.configs.recommended,
    files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  },
  { rules: { 'no-eval': 'error', 'no-implied-eval': 'error', 'no-new-func': 'error', 'no-script-url': 'error' } },
];
`;

/**
 * Scans JavaScript and TypeScript sources with the rules of eslint-plugin-security. The configuration in the sources is not used, because it is a
 * program. Its image needs Node.js and a shell. @see https://github.com/eslint-community/eslint-plugin-security
 */
export class Eslint extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Eslint }));
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif, scratch }, { image, args }) => ({
        image,
        script: sh`
          found=$(find . '(' -name .git -o -name node_modules ')' -prune -o -type f \
            '(' -name '*.[jt]s' -o -name '*.[cm][jt]s' -o -name '*.[jt]sx' ')' -print | head -n 1)
          [ -n "$found" ] || exit 3
          # exact versions, so that a scan is repeatable, and no program of a package
          packages=/eslint/node_modules
          [ -d "$packages/eslint" ] || {
            packages=${scratch}/eslint/node_modules
            npm install --prefix ${scratch}/eslint --ignore-scripts --no-audit --no-fund --loglevel=error eslint@10.15.0 \
              @microsoft/eslint-formatter-sarif@3.1.0 eslint-plugin-security@4.1.0 @typescript-eslint/parser@8.74.0 typescript@5.9.3 || exit 2
          }
          ln -sfn "$packages" ${scratch}/node_modules
          printf %s "$CONFIGURATION" > ${scratch}/eslint.config.mjs
          exec node "$packages/eslint/bin/eslint.js" --config ${scratch}/eslint.config.mjs --no-inline-config "$@" \
            --format ${scratch}/node_modules/@microsoft/eslint-formatter-sarif/sarif.js --output-file ${sarif} .
        `,
        ...(args.length > 0 && { args }),
        env: { CONFIGURATION },
      })),
    );
  }
}
