import type { Construct } from 'constructs';
import { checkTool, Producer, type ToolProps } from '../roles';

/** Scans Go sources for security problems. @see https://github.com/securego/gosec */
export class Gosec extends Producer {
  constructor(scope: Construct, id: string, props: ToolProps = {}) {
    checkTool(scope, id, props);
    const { image = 'securego/gosec:2.30.0', args = [], ...rest } = props;
    super(scope, id, {
      ...rest,
      description: 'Scans Go sources for security problems',
      tool: 'gosec',
      // 1 is for findings, and for sources that do not compile
      findingsExitCodes: [1],
      scan: ({ sarif, scratch }) => ({
        image,
        command: ['gosec'],
        args: ['-fmt=sarif', `-out=${sarif}`, ...args, './...'],
        env: { GOPATH: `${scratch}/go`, GOCACHE: `${scratch}/go-build`, GOFLAGS: '-buildvcs=false' },
      }),
    });
  }
}
