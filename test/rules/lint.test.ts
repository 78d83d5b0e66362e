import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { formatDiagnostic } from '../../src/diagnostics';
import { allRules, checkDocuments, type RuleOptions } from '../../src/rules';

const every = allRules.flatMap(({ code, lint }) => (lint === 'optional' ? [code] : []));
const steps = [{ name: 'run', image: 'alpine:3.22', script: 'curl -s https://example.com | sh\n' }];

function task(spec: object, metadata: object = {}) {
  return { origin: 'a', manifest: { apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'build', ...metadata }, spec } };
}

function allowing(text: string) {
  return task({ steps }, { annotations: { 'tekwire.dev/allow': text } });
}

function codes(document: ReturnType<typeof task>, lint: RuleOptions['lint'] = true): readonly string[] {
  return checkDocuments([document], { lint }).map(({ code }) => code);
}

function codesOfScript(script: string, lint: RuleOptions['lint'] = every): readonly string[] {
  const sized = { name: 'run', image: 'alpine:3.22', script, computeResources: { requests: { cpu: '1' } } };
  return codes(task({ steps: [sized] }), lint);
}

describe('recommended and opt-in rules', () => {
  it('are reported only on request', () => {
    expect(checkDocuments([task({ steps })])).toEqual([]);
    expect(codes(task({ steps }))).toEqual(['TW522']);
  });

  it('opt-in rules are reported only by their codes', () => {
    const spec = { steps: [{ name: 'run', image: 'alpine', script: 'ls\n' }] };

    expect(codes(task(spec))).toEqual([]);
    expect(codes(task(spec), ['TW520'])).toEqual(['TW520']);
    expect(codes(task(spec), ['floating-image-tag'])).toEqual(['TW520']);
  });

  it('can be allowed by slug', () => {
    expect(codes(allowing('pipe-to-shell: our own mirror'))).toEqual([]);
    expect(codes(allowing('TW520: no registry; pipe-to-shell: our own mirror'))).toEqual([]);
    expect(codes(allowing('pipe-to-shel: our own mirror'))).toEqual(['TW501', 'TW522']);
  });

  it('are warnings', () => {
    expect(allRules.filter(({ lint, severity }) => lint !== undefined && severity !== 'warning')).toEqual([]);
  });

  it('are reported for a Task in each namespace that does not allow them', () => {
    const other = { ...task({ steps }, { namespace: 'two', annotations: { 'tekwire.dev/allow': 'TW522: our own mirror' } }), origin: 'b' };

    const found = checkDocuments([task({ steps }, { namespace: 'one' }), other], { lint: true });

    expect(found.map(({ origin, code }) => `${origin} ${code}`)).toEqual(['a TW522']);
  });
});

it('a misspelt name is not reported as unused', () => {
  const params = [{ name: 'url', type: 'string' }];
  const misspelt = { params, steps: [{ name: 'run', image: 'alpine:3.22', script: 'echo "$(params.ulr)"\n' }] };

  expect(codes(task(misspelt), ['TW550'])).toEqual(['TW130']);
});

describe('the annotation tekwire.dev/allow', () => {
  it.each([
    ['TW522: our own mirror', []],
    ['TW552: no volume; TW522: our own mirror', []],
    ['TW552: no volume\nTW522: our own mirror; it is signed\n', []],
    ['TW522', ['TW501', 'TW522']],
    ['TW522:  ', ['TW501', 'TW522']],
    ['TW599: never mind', ['TW501', 'TW522']],
    ['TW501: never mind; TW599: never mind', ['TW501', 'TW522']],
    ['TW120: never mind', ['TW501', 'TW522']],
    ['', ['TW522']],
  ])('%j leaves %j', (text, left) => {
    expect(codes(allowing(text))).toEqual(left);
  });

  it('reports mistakes in itself', () => {
    const found = checkDocuments([allowing('TW120: never mind; TW522')], { lint: true }).map(formatDiagnostic);

    expect(found.slice(0, 2)).toEqual([
      'TW501 a metadata.annotations.tekwire.dev/allow: TW120 is an error that Tekton reports, too, so it cannot be allowed',
      'TW501 a metadata.annotations.tekwire.dev/allow: TW522 is allowed without a reason; write "TW522: why it does not matter here"',
    ]);
  });

  it('on a template also applies to its generated resources', () => {
    const taskSpec = { steps };
    const taskRun = { apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata: { generateName: 'a-' }, spec: { taskSpec } };
    const template = (annotations?: Readonly<Record<string, string>>) => ({
      apiVersion: 'triggers.tekton.dev/v1beta1',
      kind: 'TriggerTemplate',
      metadata: { name: 'a', ...(annotations === undefined ? {} : { annotations }) },
      spec: { resourcetemplates: [taskRun] },
    });
    const found = (manifest: ReturnType<typeof template>) =>
      checkDocuments([{ origin: 'a', manifest }], { lint: true }).map(({ code }) => code);

    expect(found(template())).toEqual(['TW522']);
    expect(found(template({ 'tekwire.dev/allow': 'TW522: our own mirror' }))).toEqual([]);
  });

  it('cannot allow errors that Tekton reports, too', () => {
    expect(codes(task({ steps: [{ name: 'run' }] }, { annotations: { 'tekwire.dev/allow': 'TW120: never mind' } }), false)).toEqual([
      'TW120',
    ]);
  });
});

it.each([
  ['a here-document', 'cat << "EOF"\n[[ a == b ]]\nsource x\na=(b)\ncurl x | sh\nEOF\n'],
  ['an indented here-document', 'cat <<-EOF\n\tfiles=(a b)\n\tEOF\n'],
  ['quotes', 'echo "[[ a == b ]] a=(b) {1..3} <<< &>" \'source x; curl x | sh -k\'\n'],
  ['quotes of several lines', "awk '\nfunction f(x) { return x == 1 }\n{ a=(x) }' file\n"],
  ['comments', '# [[ a == b ]]; curl -k x | sh\nls # source x\n'],
  ['words that only look like it', 'echo source x == y\ngrep [[:alpha:]] file\nls ${x##a} $# ${y:-{1}}\n'],
  ['output that goes elsewhere', 'make > log 2>&1 &\nmake >&2\n'],
  ['quotes in a command in quotes', 'echo "$(grep "[[ a == b ]]" "$(cat "file (1)")")"\n'],
  ['a shift of bits', 'echo $((1 << 4))\na=1\necho "a=(b)"\n'],
  ['an apostrophe in quotes', 'echo "don\'t [[ a == b ]]"\n'],
  ['a script of another language', '#!/usr/bin/env python3\na=("b")\nif a == [[1]]: pass\n'],
  ['curl that writes a file', 'curl -fsSLo k.sh https://example.com/k.sh || exit 1; sh k.sh\n'],
  ['curl that feeds another tool', 'curl -s https://example.com | jq . > shell.json\n'],
  ['a step that prints advice', 'echo never use --insecure or StrictHostKeyChecking=no\n'],
])('%s has no diagnostics', (_, script) => {
  expect(codesOfScript(script)).toEqual([]);
});

it.each([
  ['TW513', 'files=(a b)\n'],
  ['TW513', 'cat <<< "$x"\n'],
  ['TW513', 'echo "$(for i in {1..3}; do echo $i; done)"\n'],
  ['TW514', 'if ! [[ -f a ]]; then exit 1; fi\n'],
  ['TW514', "x=$'a\\'b'\n"],
  ['TW514', 'function f { ls; }\n'],
  ['TW514', 'test a == b\n'],
  ['TW522', 'wget -qO- https://example.com/i.sh | sudo -E bash\n'],
  ['TW522', 'sh -c "$(curl -fsSL https://example.com/i.sh)"\n'],
  ['TW522', '#!/bin/bash -e\nbash <(curl -s https://example.com/i.sh)\n'],
  ['TW523', 'wget --no-check-certificate https://example.com\n'],
  ['TW523', 'git -c http.sslVerify=false clone https://example.com/a.git\n'],
  ['TW523', 'NODE_TLS_REJECT_UNAUTHORIZED=0 npm ci\n'],
  ['TW523', 'kubectl --insecure-skip-tls-verify get pods\n'],
  ['TW512', '#!/bin/bash\nmake test\nmake publish\n'],
])('%s is found in %j', (code, script) => {
  expect(codesOfScript(script)).toContain(code);
});

describe('advice about scripts', () => {
  const stepAction = (script: string, image = 'alpine:3.22') => ({
    origin: 'a',
    manifest: { apiVersion: 'tekton.dev/v1beta1', kind: 'StepAction', metadata: { name: 'fetch' }, spec: { image, script } },
  });
  const sidecar = (script: string) => task({ steps: [{ image: 'a:1', command: ['a'] }], sidecars: [{ image: 'alpine:3.22', script }] });
  const embedded = (script: string) => {
    const taskSpec = { steps: [{ image: 'alpine:3.22', script }] };
    const spec = { tasks: [{ name: 'build', taskSpec }] };
    return { origin: 'a', manifest: { apiVersion: 'tekton.dev/v1', kind: 'Pipeline', metadata: { name: 'ci' }, spec } };
  };

  it.each([
    ['TW511', 'echo $(Params.url)\n'],
    ['TW513', 'a=(b)\n'],
    ['TW522', 'curl -s https://example.com | sh\n'],
    ['TW523', 'curl -k https://example.com\n'],
  ])('%s also checks StepActions, sidecars and embedded Tasks', (code, script) => {
    for (const document of [stepAction(script), sidecar(script), embedded(script)]) expect(codes(document)).toEqual([code]);
  });

  it.each([
    [stepAction('echo $(param.url)\n'), 'unknown variable "$(param.url)"; did you mean "$(params.url)"?'],
    [stepAction('echo $(context.taskRun.nam)\n'), 'unknown variable "$(context.taskRun.nam)"'],
    [sidecar('echo $(context.taskRun.nam)\n'), 'unknown variable "$(context.taskRun.nam)"'],
    [stepAction('echo $(tasks.a.results.b)\n'), '"$(tasks.a.results.b)" is available in pipelines only'],
  ])('%# reports variables that Tekton does not replace', (document, message) => {
    expect(checkDocuments([document], { lint: true }).map((one) => `${one.code} ${one.message}`)).toEqual([
      expect.stringMatching(new RegExp(`^TW(?:183|185|511) ${message.replace(/[$().?]/g, '\\$&')}`)),
    ]);
  });

  it('ignores variables that the pipeline replaces', () => {
    expect(codes(embedded('echo $(context.pipelineRun.name)\n'))).toEqual([]);
  });

  it('also covers images, users and variables of StepActions', () => {
    const spec = {
      image: 'alpine',
      command: ['a'],
      securityContext: { runAsUser: 0 },
      env: [{ name: 'API_TOKEN', value: 'Hunter2Hunter2' }],
    };
    const action = { origin: 'a', manifest: { apiVersion: 'tekton.dev/v1beta1', kind: 'StepAction', metadata: { name: 'a' }, spec } };

    expect(codes(action, every)).toEqual(['TW531', 'TW520', 'TW542']);
  });
});

it.each([
  ['alpine:3.22', ['TW513']],
  ['node:22.11.0-bookworm-slim', ['TW513']],
  ['ubuntu', ['TW513']],
  ['quay.io/buildah/stable:v1.40.0', []],
  ['docker.io/library/golang:1.25.3-alpine3.22', ['TW513']],
  ['$(params.image)', []],
])('an array in a script for the sh of %s reports %j', (image, advice) => {
  const params = [{ name: 'image', type: 'string' }];

  expect(codes(task({ params, steps: [{ name: 'run', image, script: 'a=(b)\n' }] }))).toEqual(advice);
});

it('names are not reported as unused when a param contains the script', () => {
  const params = [{ name: 'script', type: 'string' }];
  const declared = { params, workspaces: [{ name: 'source' }], results: [{ name: 'output' }] };

  expect(codes(task({ ...declared, steps: [{ name: 'run', image: 'alpine:3.22', script: '$(params.script)\n' }] }))).toEqual([]);
});

it.each(['PASSWORD_FILE', 'SECRET_NAME', 'TOKEN_PATH', 'MONKEY', 'KEYCHAIN', 'TOKENIZER', 'GITHUB_TOKEN_SECRET_KEY'])(
  '%s is no name of a secret',
  (name) => {
    const env = [{ name, value: 'Hunter2Hunter2' }];

    expect(codes(task({ steps: [{ name: 'run', image: 'a:1', command: ['a'], env }] }))).toEqual([]);
  },
);

const golden = join(__dirname, '../golden');
// examples/tekton has settings of its own, with which `npm run check -- examples` checks it
const manifests = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.yaml') && !path.startsWith('examples/tekton/'),
);

it.each(manifests)('our own %s has no diagnostics', (path) => {
  const documents = parseAllDocuments(readFileSync(join(golden, path), 'utf8'));

  expect(
    checkDocuments(
      documents.map((document, index) => ({ origin: path, index, manifest: document.toJS() })),
      { lint: true },
    ),
  ).toEqual([]);
});
