import type { Construct } from 'constructs';
import { type CacheProps, checkedTool, type DatabaseProps, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'govulncheck',
  description: 'Finds vulnerable dependencies of Go sources, and whether they are called',
  image: 'golang:1.27.2-alpine3.24',
  licence: 'BSD-3-Clause',
  page: 'https://go.dev/doc/security/vuln',
  network:
    'vuln.go.dev, and the module proxy unless the sources have a vendor folder; proxy for govulncheck itself unless the image has it',
  networkWithDatabase: 'the module proxy, unless the sources have a vendor folder and the image has govulncheck',
  databaseFolder: 'go',
  nothingExitCodes: [3],
  // vendored, so that no proxy is asked for it
  canary: {
    files: {
      'go.mod': 'module canary\n\ngo 1.20\n\nrequire golang.org/x/text v0.3.5\n',
      'canary.go': 'package canary\n\nimport "golang.org/x/text/language"\n\nfunc Canary() { language.Parse("") }\n',
      'vendor/modules.txt': '# golang.org/x/text v0.3.5\n## explicit\ngolang.org/x/text/language\n',
      'vendor/golang.org/x/text/language/language.go': 'package language\n\nfunc Parse(string) {}\n',
    },
    finds: ['GO-2021-0113'],
  },
  exitCodes: { 1: 'it had an error, such as sources that do not compile or a missing database', 3: 'there is no go.mod' },
};

/** Options of Govulncheck. */
export interface GovulncheckProps extends ToolProps, DatabaseProps, CacheProps {}

/**
 * Finds vulnerable dependencies of the Go module in the folder of the sources. A vulnerability that the sources call is an error, one of an
 * imported package a warning, one of a required module a note. Its image needs Go and a shell. @see https://go.dev/doc/security/vuln
 */
export class Govulncheck extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: GovulncheckProps = {}) {
    const props = checkedTool(
      scope,
      id,
      knownOptions('GovulncheckProps', options, { scope, id }, { isExtended: new.target !== Govulncheck }),
    );
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif, scratch, cache = scratch, database }, { image, args: given }) => ({
        image,
        script: sh`
          [ -f go.mod ] || exit 3
          PATH=$PATH:${scratch}/bin
          command -v govulncheck > /dev/null || GOFLAGS= go install golang.org/x/vuln/cmd/govulncheck@v1.9.0
          exec govulncheck -format sarif "$@" ./... > ${sarif}
        `,
        ...argumentsOf([...(database === undefined ? [] : [`-db=file://${database}`]), ...given]),
        env: {
          GOPATH: `${cache}/go`,
          // no program of an earlier run
          GOBIN: `${scratch}/bin`,
          GOCACHE: `${cache}/go-build`,
          GOFLAGS: '-buildvcs=false',
          GOTOOLCHAIN: 'local',
        },
      })),
    );
  }
}

function argumentsOf(args: readonly string[]): { readonly args?: readonly string[] } {
  return args.length === 0 ? {} : { args };
}
