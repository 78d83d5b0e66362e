import { synth } from '../support/synth';

jest.setTimeout(60_000);

const risky = (id: string) =>
  `new Task(chart, '${id}', { steps: () => [{ name: 'get', image: 'busybox:1.37.0', script: sh\`curl -s https://x.example/i.sh | sh\` }] });`;

describe('a synth shows warnings', () => {
  it('once, on stderr, with their number', () => {
    const { status, stdout, stderr } = synth(risky('load'));

    expect([status, stdout]).toEqual([0, '']);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'tekwire: 1 warning (TEKWIRE_WARNINGS=off hides them)',
      expect.stringMatching(/^ {2}TW522 ci\/load steps\.get\.script: /),
    ]);
  });

  it('with the same text once for all objects, and not again in a second synth', () => {
    const { stderr } = synth(`${risky('a')}${risky('b')}${risky('c')}app.synth();`);

    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringContaining('3 warnings'),
      expect.stringMatching(/ci\/a steps\.get\.script.*\(and 2 more like it\)$/),
    ]);
  });

  it('unless TEKWIRE_WARNINGS is off, and none for valid programs', () => {
    expect(synth(risky('load'), {}, { TEKWIRE_WARNINGS: 'off' }).stderr).toBe('');
    expect(synth("new Task(chart, 'a', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', script: sh`true` }] });").stderr).toBe('');
  });

  it('does not report external objects that the program declares', () => {
    expect(synth("new Pipeline(chart, 'p').add(Task.fromCluster('far'));").stderr).toBe('');
  });
});

describe('a synth reads the config file', () => {
  it('its severities and ignored rules', () => {
    expect(synth(risky('a'), { 'tekwire.config.yaml': 'lint: {pipe-to-shell: error}\n' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('TW522'),
    });
    const ignored = 'ignore: [{code: TW522, reason: our own mirror, object: "Task/*a*"}]\n';
    expect(synth(risky('a'), { 'tekwire.config.yaml': ignored })).toMatchObject({ status: 0, stderr: '' });
  });

  it('its features, unless the program sets others', () => {
    const gated =
      "new Task(chart, 'a', { params: { size: param.enum(['s', 'l']) }, steps: ({ params }) => [{ name: 'a', image: 'busybox:1.37.0', args: [params.size] }] });";
    const config = { 'tekwire.config.json': '{"features": {"enable-param-enum": true}}' };

    expect(synth(gated).status).toBe(1);
    expect(synth(gated, config).status).toBe(0);
    expect(synth(`setFeatures(app, { paramEnum: false });${gated}`, config).status).toBe(1);
  });

  it('and reports the line of a mistake in it', () => {
    const { status, stderr } = synth(risky('a'), { 'tekwire.config.yaml': 'extrenal: []\n' });

    expect(status).toBe(1);
    expect(stderr).toContain('tekwire.config.yaml:1:1: unknown key "extrenal"');
  });
});

describe('setFeatures', () => {
  const gated =
    "new Task(chart, 'a', { params: { size: param.enum(['s', 'l']) }, steps: ({ params }) => [{ name: 'a', image: 'busybox:1.37.0', args: [params.size] }] });";

  it('is recorded in the manifests, so that tekwire validate dist uses it', () => {
    const { status, read, validate } = synth(`setFeatures(app, { paramEnum: true });${gated}`);

    expect(status).toBe(0);
    expect(read()).toContain('tekwire.dev/features: enable-param-enum=true');
    expect(validate().stdout).toBe('');
    expect(validate('--feature', 'enable-param-enum=false').status).toBe(1);
  });

  it('is recorded for its Chart only', () => {
    const other = "new Task(new Chart(app, 'other'), 'b', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', script: sh`true` }] });";
    const { read, validate } = synth(`setFeatures(chart, { paramEnum: true });${gated}${other}`);

    expect(read().match(/tekwire\.dev\/features/g)).toHaveLength(1);
    expect(validate()).toMatchObject({ status: 0, stdout: '' });
  });
});
