import type { Construct } from 'constructs';
import { checkTool, Producer, type ToolProps } from '../roles';
import { sh } from '../script';
import { known } from '../synth';

/** Scans Go sources for security problems. Its image needs a shell. @see https://github.com/securego/gosec */
export class Gosec extends Producer {
  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = known('ToolProps', options, { scope, id }, { isExtended: new.target !== Gosec });
    checkTool(scope, id, props);
    const { image = 'securego/gosec:2.30.0', args = [], ...rest } = props;
    super(scope, id, {
      ...rest,
      description: 'Scans Go sources for security problems',
      tool: 'gosec',
      // 1 means findings, or sources that do not compile
      findingsExitCodes: [1],
      ownReport: 'gosec',
      scan: ({ sarif, ownReport, scratch }) => ({
        image,
        // gosec writes one report to a file and can print another; only the JSON lists the sources that it could not read
        script: sh`exec gosec -fmt=sarif -out=${sarif} -stdout -verbose=json "$@" ./... > ${ownReport}`,
        ...(args.length > 0 && { args }),
        env: { GOPATH: `${scratch}/go`, GOCACHE: `${scratch}/go-build`, GOFLAGS: '-buildvcs=false' },
      }),
    });
  }
}
