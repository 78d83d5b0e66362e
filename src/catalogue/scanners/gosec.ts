import type { Construct } from 'constructs';
import { type CacheProps, checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'gosec',
  description: 'Scans Go sources for security problems',
  image: 'ghcr.io/securego/gosec:2.28.0',
  licence: 'Apache-2.0',
  page: 'https://github.com/securego/gosec',
  network: 'the module proxy, unless the sources have a vendor folder',
  // 1 means findings, or sources that do not compile
  findingsExitCodes: [1],
  ownReport: 'gosec',
  canary: {
    files: {
      'go.mod': 'module canary\n\ngo 1.20\n',
      'canary.go': 'package canary\n\nimport "unsafe"\n\nvar Canary = uintptr(unsafe.Pointer(new(int)))\n',
    },
    finds: ['G103'],
  },
};

/** Options of Gosec. */
export interface GosecProps extends ToolProps, CacheProps {}

/** Scans Go sources for security problems. Its image needs a shell. @see https://github.com/securego/gosec */
export class Gosec extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: GosecProps = {}) {
    const props = checkedTool(scope, id, knownOptions('GosecProps', options, { scope, id }, { isExtended: new.target !== Gosec }));
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif, ownReport, scratch, cache = scratch, checkout, target }, { image, args }) => ({
        image,
        workingDir: checkout,
        // gosec writes one report to a file and can print another; only the JSON lists the sources that it could not read
        script: sh`exec gosec -fmt=sarif -out=${sarif} -stdout -verbose=json "$@" ${target}/... > ${ownReport}`,
        ...(args.length > 0 && { args }),
        env: { GOPATH: `${cache}/go`, GOCACHE: `${cache}/go-build`, GOFLAGS: '-buildvcs=false' },
      })),
    );
  }
}
