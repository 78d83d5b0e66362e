import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printJsonFindings, printMarkdownFindings, printTextReport, readSarif, type SarifLog } from '../../src/findings';
import { run, write } from '../cli/run';
import { fc } from '../support/random';
import { logOf, resultAt } from './build';

const payloads = [
  '\u001b[2J\u001b]0;title\u0007',
  '\u009b31m',
  '\u202ereversed',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '![x](https://evil.example/p.png)',
  'https://evil.example',
  '@everyone #1 GH-1',
  '| a | b |',
  '```',
  '`code`',
  '&lt;b&gt;',
  '../../../../etc/passwd',
  '::error file=x::boom',
  '##[add-path]/tmp',
  'a\r\nb',
  '{{ template }} $(params.x)',
];

function hostile(text: string): SarifLog {
  const results = [
    resultAt(text, text, 1, { level: 'error', snippet: text, message: { text } }),
    resultAt(`x${text}`, `a/${text}`, 2, { message: { text: `x ${text}` } }),
  ];
  const log = logOf(`tool ${text}`, results);
  return readSarif(JSON.stringify(log), { file: 'a' }).log ?? log;
}

const text = fc.oneof(
  fc.constantFrom(...payloads),
  fc.array(fc.constantFrom(...payloads), { maxLength: 4 }).map((all) => all.join('')),
  fc.string({ unit: 'binary' }),
);

it('no control characters reach a terminal, whatever tools write', () => {
  fc.assert(
    fc.property(text, (given) => {
      const printed = printTextReport(hostile(given), { linesOf: () => [given, given] });

      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
      expect(printed.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)).toBeNull();
      // a workflow command of GitHub begins a line, after spaces
      expect(printed.match(/^\s*(::|##\[)/m)).toBeNull();
    }),
    { numRuns: 500 },
  );
});

it('no markup, link, mention or HTML reaches a comment', () => {
  fc.assert(
    fc.property(text, (given) => {
      const printed = printMarkdownFindings(hostile(given), 60_000);

      expect(printed.match(/(?<!\\)[<>`]|(?<!\\)\]\(|(?<!\\)!\[|:\/\/|@\w/)).toBeNull();
      for (const line of printed.split('\n').filter((one) => one.startsWith('| ')))
        expect([2, 3, 5]).toContain((line.match(/(?<!\\)(?:\\\\)*\|/g) ?? []).length - 1);
    }),
    { numRuns: 500 },
  );
});

it('the JSON report stays JSON', () => {
  for (const given of payloads) expect(JSON.parse(printJsonFindings(hostile(given))).findings).toHaveLength(2);
});

it('a path that leads out of the sources shows no foreign file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-hostile-'));
  writeFileSync(join(folder, 'secret.txt'), 'TOP SECRET\n');
  const file = write(
    'escape.sarif',
    JSON.stringify(
      logOf('x', [resultAt('A', '../secret.txt', 1), resultAt('A', join(folder, 'secret.txt'), 1), resultAt('A', '%2e%2e/secret.txt', 1)]),
    ),
  );

  const { out } = run('findings', 'report', file, '--source', mkdtempSync(join(folder, 'sources-')));

  expect(out.join()).not.toContain('TOP SECRET');
});

describe('tekwire findings ends with a reason for', () => {
  const program = join(__dirname, '../../dist/lib/cli/main.js');

  function gate(file: string): { readonly status: number | null; readonly stderr: string } {
    const { status, stderr } = spawnSync(process.execPath, [program, 'findings', 'gate', file], { encoding: 'utf8', maxBuffer: 1 << 29 });
    return { status, stderr: stderr.slice(0, 500) };
  }

  it.each([
    ['deep nesting', '['.repeat(200_000), 3, /invalid JSON|is nested|contains an array|could not/],
    [
      'deep nesting in a field',
      `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[],"graphs":${'['.repeat(5000)}${']'.repeat(5000)}}]}`,
      3,
      /is nested deeper/,
    ],
    [
      'invalid UTF-8',
      Buffer.concat([
        Buffer.from('{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x'),
        Buffer.from([0xff, 0xfe, 0xc3]),
        Buffer.from('"}},"results":[]}]}'),
      ]),
      0,
      /gate passed/,
    ],
    ['a file of zeros', Buffer.alloc(1000), 3, /invalid JSON/],
  ])('%s', (_title, content, code, reason) => {
    const { status, stderr } = gate(write('hostile.sarif', content));

    expect([status, stderr]).toEqual([code, expect.stringMatching(reason)]);
    expect(stderr).not.toContain('internal error');
  });

  it('a string of 200 MB', () => {
    const path = write('long.sarif', '');
    const file = openSync(path, 'w');
    writeSync(file, '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"ruleId":"A","message":{"text":"');
    const piece = 'x'.repeat(1 << 20);
    for (let n = 0; n < 200; n++) writeSync(file, piece);
    writeSync(file, '"}}]}]}');
    closeSync(file);

    const { status, stderr } = gate(path);
    writeFileSync(path, '');

    expect([status, stderr]).toEqual([0, expect.stringContaining('gate passed')]);
    expect(readFileSync(path)).toHaveLength(0);
  }, 120_000);
});
