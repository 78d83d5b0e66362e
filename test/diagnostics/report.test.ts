import { type CheckedDocument, fieldText, type LocatedDiagnostic, type Reported, type RuleText, reports } from '../../src/diagnostics';
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

function document(more: Partial<CheckedDocument>): CheckedDocument {
  const object = { apiVersion: 'tekton.dev/v1', kind: 'Task', name: 'build' };
  return { origin: 'ci/build.yaml', index: 0, ...object, isSkipped: false, diagnostics: [], ...more };
}

function reportOf(
  format: keyof typeof reports,
  documents: readonly CheckedDocument[],
  more?: Omit<Reported, 'documents'>,
): readonly string[] {
  return reports[format].print({ documents, ...more });
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
  document({ diagnostics: [diagnostic({}), warning] }),
  document({ index: 1, apiVersion: 'v1', kind: 'Secret', name: 'token', isSkipped: true }),
  document({ origin: 'other, one.yaml', apiVersion: '', kind: '', name: '', diagnostics: [{ ...odd, origin: 'other, one.yaml' }] }),
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
  it('has one line per diagnostic that editors can open, and the fix below it', () => {
    expect(reportOf('human', mixed.slice(0, 1))).toEqual([
      'ci/build.yaml:3:7  error TW120  steps.run.image: step "run" has no image',
      'ci/build.yaml:4:9  warning TW500  steps.run.image: image "a" is not pinned',
      '  fix: add a digest',
      '"tekwire explain TW120" describes the rule and shows examples.',
    ]);
  });

  it('names the command that explains a rule once, for rules of tekwire only, and not when it is quiet', () => {
    const own = [document({ diagnostics: [diagnostic({ code: 'ACME001' })] })];

    expect(reportOf('human', mixed).filter((line) => line.includes('tekwire explain'))).toHaveLength(1);
    expect(reportOf('human', own).join()).not.toContain('explain');
    expect(reportOf('human', []).join()).not.toContain('explain');
    expect(reportOf('human', mixed, { isQuiet: true }).join()).not.toContain('explain');
  });

  it('shows the source line when the text is available', () => {
    expect(reportOf('human', mixed.slice(0, 1), { lineOf: () => '    - name: run' }).slice(0, 3)).toEqual([
      'ci/build.yaml:3:7  error TW120  steps.run.image: step "run" has no image',
      '     3 |     - name: run',
      '       |       ^',
    ]);
  });

  it('shows only the part of a very long line around the location', () => {
    const [, shown, caret] = reportOf('human', [document({ diagnostics: [diagnostic({ column: 5000 })] })], {
      lineOf: () => 'x'.repeat(10_000),
    });

    expect(shown?.length).toBeLessThan(140);
    expect(caret?.indexOf('^')).toBeLessThan(140);
  });

  it('escapes control characters of manifests', () => {
    const lines = reportOf('human', [document({ diagnostics: [diagnostic({ message: '\u001b[2Jgone\nand on' })] })], {
      lineOf: () => '\u001b[31mred',
    });

    expect(lines.join('')).not.toContain('\u001b');
    expect(lines[0]).toContain('gone\\nand on');
  });

  it('is coloured only on request', () => {
    expect(reportOf('human', mixed, { isColoured: true })[0]).toContain('\u001b[31merror\u001b[0m');
  });
});

describe('a report as JSON', () => {
  it('has one line of JSON per document, including skipped and valid ones', () => {
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

  it('marks a document with only warnings as valid', () => {
    expect(JSON.parse(reportOf('json', [document({ diagnostics: [warning] })])[0] ?? '')).toMatchObject({ ok: true, errors: [] });
  });
});

describe('a report for GitHub', () => {
  it('is one workflow command per diagnostic, escaped for the runner', () => {
    expect(reportOf('github', mixed)).toEqual([
      '::error file=ci/build.yaml,line=3,col=7,title=TW120::steps.run.image: step "run" has no image',
      '::warning file=ci/build.yaml,line=4,col=9,title=TW500::steps.run.image: image "a" is not pinned; add a digest',
      '::error file=other%2C one.yaml,line=3,col=7,title=TW120::a < b & "c"%0A100%25, d: e]]>\u0001',
    ]);
  });
});

describe('a SARIF log', () => {
  it('matches the schema of OASIS', () => {
    expect(schemaProblems(JSON.parse(say('sarif', mixed, { rules, version: '1.0.0' })))).toEqual([]);
    expect(schemaProblems(JSON.parse(say('sarif', [], { rules, version: '1.0.0' })))).toEqual([]);
  });

  it('has message, location and severity, and describes the rules', () => {
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
    const log = JSON.parse(say('sarif', [document({ origin, diagnostics: [diagnostic({ origin })] })], { rules, version: '1.0.0' }));

    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });
});

describe('a JUnit report', () => {
  it('is well-formed and has the elements and attributes that CI servers read', () => {
    expect(shapeProblems(say('junit', mixed))).toEqual([]);
    expect(shapeProblems(say('junit', []))).toEqual([]);
  });

  it('has one suite per file and one case per document; errors are one failure, warnings its output', () => {
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

  it('replaces characters that XML does not allow', () => {
    expect(say('junit', mixed)).toContain('a &lt; b &amp; &quot;c&quot;&#10;100%, d: e]]&gt;\ufffd');
  });
});
