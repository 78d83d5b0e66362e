import { execFileSync, spawn } from 'node:child_process';
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logOf } from '../../findings/build';
import { type Ended, Pod } from './step';

let pod: Pod;

beforeEach(() => {
  pod = new Pod();
});

afterEach(() => pod.remove());

function produce(env: Readonly<Record<string, string>> = {}): Ended {
  return pod.run('producer', {
    TOOL: 'gosec',
    REPORT: join(pod.root, 'scratch/report.sarif'),
    EXIT_CODE_FILE: pod.write('steps/scan/exitCode', '0'),
    SOURCE_ROOT: join(pod.workspace, 'source'),
    WORKSPACE: pod.workspace,
    FINDINGS: 'findings/gosec.sarif',
    RESULT: pod.result,
    ...env,
  });
}

function invocations() {
  return pod.findings('findings/gosec.sarif').runs.map((run) => run.invocations);
}

function openEmpty(path: string): string {
  writeFileSync(path, '');
  return path;
}

/** Leaves a socket at the path. */
function listenAt(path: string): void {
  execFileSync('python3', ['-c', 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])', path]);
}

describe('a report that cannot be read completely', () => {
  const report = () => join(pod.directory('scratch'), 'report.sarif');

  it.each([
    ['is a FIFO without a writer', () => execFileSync('mkfifo', [report()]), 'it is a FIFO, not a regular file'],
    ['is a directory', () => pod.directory('scratch/report.sarif'), 'EISDIR: illegal operation on a directory'],
    ['leads to an endless device', () => symlinkSync('/dev/zero', report()), 'it is a device, not a regular file'],
    ['leads to a device', () => symlinkSync('/dev/null', report()), 'it is a device, not a regular file'],
    ['leads to itself', () => symlinkSync(report(), report()), 'ELOOP: too many symbolic links encountered'],
    ['is a socket', () => listenAt(report()), 'ENXIO: no such device or address'],
    ['claims a size beyond all memory', () => truncateSync(openEmpty(report()), 2 ** 40), 'it is larger than 128 MiB'],
  ])('%s: it did not finish', (_title, make, reason) => {
    make();

    const { code } = produce();

    expect(code).toBe(0);
    expect(invocations()).toMatchObject([
      [{ executionSuccessful: false, exitCode: 0, exitCodeDescription: `gosec left no report: ${reason}` }],
    ]);
  });

  it('is a FIFO with a writer that never ends: the same', () => {
    execFileSync('mkfifo', [report()]);
    const writer = spawn('sh', ['-c', 'exec yes > "$0"', report()]);

    produce();
    writer.kill();

    expect(invocations()).toMatchObject([[{ exitCodeDescription: 'gosec left no report: it is a FIFO, not a regular file' }]]);
  });
});

it('an exit code that is a FIFO does not stop the step', () => {
  pod.write('scratch/report.sarif', logOf('gosec', []));
  const path = join(pod.directory('steps'), 'exitCode');
  execFileSync('mkfifo', [path]);

  produce({ EXIT_CODE_FILE: path });

  expect(invocations()).toMatchObject([[{ exitCodeDescription: 'the exit code of gosec is not known; it may have been killed' }]]);
});

it('a killed step has left a reason', async () => {
  const report = pod.write('scratch/report.sarif', `{"version":"2.1.0","runs":[${'[],'.repeat(20_000_000)}[]]}`);

  const { code } = produce({ REPORT: report, NODE_OPTIONS: '--max-old-space-size=64' });

  expect(code).not.toBe(0);
  const description = 'its pod ended before its findings were written: it ran out of memory or time, or was stopped or evicted';
  expect(pod.findings('findings/gosec.sarif').runs.map(({ tool }) => tool.driver.name)).toEqual(['gosec']);
  expect(invocations()).toMatchObject([[{ executionSuccessful: false, exitCodeDescription: description }]]);
});
