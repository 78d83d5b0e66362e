import { fieldText, type LocatedDiagnostic, type Reported, type RuleText, reports, type Verdict } from '../../src/diagnostics';
import { schemaProblems } from '../findings/schema';
import { shapeProblems } from './junit-shape';

function diagnostic(more: Partial<LocatedDiagnostic>): LocatedDiagnostic {
  return {
    code: 'TW120',
    severity: 'error',
    origin: 'ci/build.yaml',
    index: 0,
    field: ['spec', 'steps', 0, 'image'],
    where: 'steps.run.image',
    message: 'step "run" has no image',
    line: 3,
    column: 7,
    ...more,
  };
}

function verdict(more: Partial<Verdict>): Verdict {
  const object = { apiVersion: 'tekton.dev/v1', kind: 'Task', name: 'build' };
  return { origin: 'ci/build.yaml', index: 0, ...object, isSkipped: false, diagnostics: [], ...more };
}

function reportOf(format: keyof typeof reports, verdicts: readonly Verdict[], more?: Omit<Reported, 'verdicts'>): readonly string[] {
  return reports[format].print({ verdicts, ...more });
}

/** The report as one text. */
function say(...args: Parameters<typeof reportOf>): string {
  return reportOf(...args).join('\n');
}

const warning = diagnostic({
  code: 'TW500',
  severity: 'warning',
  message: 'image "a" is not pinned',
  fix: 'add a digest',
  line: 4,
  column: 9,
});
const odd = diagnostic({ where: '', message: 'a < b & "c"\n100%, d: e]]>\u0001' });
const mixed = [
  verdict({ diagnostics: [diagnostic({}), warning] }),
  verdict({ index: 1, apiVersion: 'v1', kind: 'Secret', name: 'token', isSkipped: true }),
  verdict({ origin: 'other, one.yaml', apiVersion: '', kind: '', name: '', diagnostics: [{ ...odd, origin: 'other, one.yaml' }] }),
];
const rules: readonly RuleText[] = [
  {
    code: 'TW120',
    slug: 'step-without-image',
    title: 'a step has an image',
    why: 'admission refuses the Task',
    source: 'task_validation.go',
    severity: 'error',
  },
  {
    code: 'TW500',
    slug: 'floating-image',
    title: 'an image is pinned',
    why: 'it may change',
    source: 'ours',
    severity: 'warning',
    stricter: 'Tekton runs it',
  },
  { code: 'TW999', slug: 'other', title: 'not broken here', why: '', source: '', severity: 'error' },
];

describe('a report for people', () => {
  it('has a line a problem that editors can jump to, and the fix below it', () => {
    expect(reportOf('human', mixed.slice(0, 1))).toEqual([
      'ci/build.yaml:3:7  error TW120  steps.run.image: step "run" has no image',
      'ci/build.yaml:4:9  warning TW500  steps.run.image: image "a" is not pinned',
      '  fix: add a digest',
    ]);
  });

  it('shows the line of the text when it is given', () => {
    expect(reportOf('human', mixed.slice(0, 1), { lineOf: () => '    - name: run' }).slice(0, 3)).toEqual([
      'ci/build.yaml:3:7  error TW120  steps.run.image: step "run" has no image',
      '     3 |     - name: run',
      '       |       ^',
    ]);
  });

  it('shows of a very long line only what is around the problem', () => {
    const [, shown, caret] = reportOf('human', [verdict({ diagnostics: [diagnostic({ column: 5000 })] })], {
      lineOf: () => 'x'.repeat(10_000),
    });

    expect(shown?.length).toBeLessThan(140);
    expect(caret?.indexOf('^')).toBeLessThan(140);
  });

  it('lets nothing of a manifest control the terminal', () => {
    const lines = reportOf('human', [verdict({ diagnostics: [diagnostic({ message: '\u001b[2Jgone\nand on' })] })], {
      lineOf: () => '\u001b[31mred',
    });

    expect(lines.join('')).not.toContain('\u001b');
    expect(lines[0]).toContain('gone\\nand on');
  });

  it('is coloured only when asked for', () => {
    expect(reportOf('human', mixed, { isColoured: true })[0]).toContain('\u001b[31merror\u001b[0m');
  });
});

describe('a report as JSON', () => {
  it('has a line a document, skipped and good ones too', () => {
    expect(reportOf('json', mixed).map((line) => JSON.parse(line))).toEqual([
      {
        file: 'ci/build.yaml',
        index: 0,
        apiVersion: 'tekton.dev/v1',
        kind: 'Task',
        name: 'build',
        ok: false,
        errors: [{ code: 'TW120', severity: 'error', path: 'spec.steps[0].image', line: 3, column: 7, message: 'step "run" has no image' }],
        warnings: [
          {
            code: 'TW500',
            severity: 'warning',
            path: 'spec.steps[0].image',
            line: 4,
            column: 9,
            message: 'image "a" is not pinned',
            fix: 'add a digest',
          },
        ],
      },
      {
        file: 'ci/build.yaml',
        index: 1,
        apiVersion: 'v1',
        kind: 'Secret',
        name: 'token',
        ok: true,
        skipped: true,
        errors: [],
        warnings: [],
      },
      expect.objectContaining({ file: 'other, one.yaml', ok: false }),
    ]);
  });

  it('calls a document with nothing but warnings good', () => {
    expect(JSON.parse(reportOf('json', [verdict({ diagnostics: [warning] })])[0] ?? '')).toMatchObject({ ok: true, errors: [] });
  });
});

describe('a report for GitHub', () => {
  it('is a workflow command a problem, escaped as the runner reads it', () => {
    expect(reportOf('github', mixed)).toEqual([
      '::error file=ci/build.yaml,line=3,col=7,title=TW120::steps.run.image: step "run" has no image',
      '::warning file=ci/build.yaml,line=4,col=9,title=TW500::steps.run.image: image "a" is not pinned; add a digest',
      '::error file=other%2C one.yaml,line=3,col=7,title=TW120::a < b & "c"%0A100%25, d: e]]>\u0001',
    ]);
  });
});

describe('a SARIF log', () => {
  it('is what the schema of OASIS wants', () => {
    expect(schemaProblems(JSON.parse(say('sarif', mixed, { rules, version: '1.0.0' })))).toEqual([]);
    expect(schemaProblems(JSON.parse(say('sarif', [], { rules, version: '1.0.0' })))).toEqual([]);
  });

  it('says what, where and how bad, and describes the rules that were broken', () => {
    const [run] = JSON.parse(say('sarif', mixed, { rules, version: '1.0.0' })).runs;

    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['TW120', 'TW500']);
    expect(run.results[1]).toEqual({
      ruleId: 'TW500',
      ruleIndex: 1,
      level: 'warning',
      message: { text: 'steps.run.image: image "a" is not pinned; add a digest' },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'ci/build.yaml' }, region: { startLine: 4, startColumn: 9 } },
          logicalLocations: [{ fullyQualifiedName: `Task build ${fieldText(['spec', 'steps', 0, 'image'])}`, kind: 'object' }],
        },
      ],
    });
  });

  it.each([
    ['-', 'stdin'],
    ['a b/c#d?.yaml', 'a%20b/c%23d%3F.yaml'],
    ['/srv/ci.yaml', 'file:///srv/ci.yaml'],
    ['C:\\ci\\a.yaml', 'file:///C:/ci/a.yaml'],
  ])('names the file %s as the URI %s', (origin, uri) => {
    const log = JSON.parse(say('sarif', [verdict({ origin, diagnostics: [diagnostic({ origin })] })], { rules, version: '1.0.0' }));

    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });
});

describe('a JUnit report', () => {
  it('is well-formed and has the elements and attributes that CI servers read', () => {
    expect(shapeProblems(say('junit', mixed))).toEqual([]);
    expect(shapeProblems(say('junit', []))).toEqual([]);
  });

  it('has a suite a file and a case a document; errors are one failure, warnings its output', () => {
    expect(say('junit', mixed).split('\n').slice(1, 12)).toEqual([
      '<testsuites tests="3" failures="2" errors="0">',
      '  <testsuite name="ci/build.yaml" tests="2" failures="1" errors="0" skipped="1">',
      '    <testcase name="Task build" classname="ci/build.yaml">',
      '      <failure type="TW120" message="steps.run.image: step &quot;run&quot; has no image">ci/build.yaml:3:7 TW120 steps.run.image: step &quot;run&quot; has no image</failure>',
      '      <system-out>ci/build.yaml:4:9 TW500 steps.run.image: image &quot;a&quot; is not pinned; add a digest</system-out>',
      '    </testcase>',
      '    <testcase name="Secret token" classname="ci/build.yaml">',
      '      <skipped/>',
      '    </testcase>',
      '  </testsuite>',
      '  <testsuite name="other, one.yaml" tests="1" failures="1" errors="0" skipped="0">',
    ]);
  });

  it('writes what XML cannot hold as the sign for it', () => {
    expect(say('junit', mixed)).toContain('a &lt; b &amp; &quot;c&quot;&#10;100%, d: e]]&gt;\ufffd');
  });
});
