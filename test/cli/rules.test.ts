import { run } from './run';

it('tekwire rules lists every rule, and says which are opt-in or allowable', () => {
  const lines = run('rules').out[0]?.split('\n') ?? [];

  expect(lines.find((line) => line.startsWith('TW005'))).toMatch(/^TW005 {2}error, allowable +duplicate-object /);
  expect(lines.find((line) => line.startsWith('TW120'))).toMatch(/^TW120 {2}error +\S/);
  expect(lines.find((line) => line.startsWith('TW520'))).toMatch(/^TW520 {2}warning, opt-in, allowable /);
  expect(lines).toEqual([...lines].sort());
});

it('as JSON they are one line each, or those that are named', () => {
  const all =
    run('rules', '-o=json')
      .out[0]?.split('\n')
      .map((line) => JSON.parse(line)) ?? [];
  expect(all).toHaveLength(run('rules').out[0]?.split('\n').length ?? 0);
  expect(run('rules', '-o', 'json', 'duplicate-object').out).toEqual(run('explain', '-o', 'json', 'TW005').out);
  expect(run('rules', 'TW9999')).toMatchObject({ code: 2, err: [expect.stringContaining('unknown rule "TW9999"')] });
  expect(JSON.parse(run('explain', '-o', 'json', 'TW176').out[0] ?? '')).toMatchObject({ replacedBy: 'TW178', isRetired: true });
});

it('what can be allowed is marked on the page of a rule', () => {
  expect(run('explain', 'TW005').out[0]).toContain('tekwire.dev/allow: "TW005: the reason"');
  expect(run('explain', 'TW120').out[0]).not.toContain('tekwire.dev/allow');
  expect(run('explain', 'TW014').out[0]).toContain('cannot be allowed');
});

it.each(['explain', 'findings', 'graph', 'lock', 'rules', 'validate'])(
  'the help of %s has examples with options that it has',
  (command) => {
    const [help = ''] = run(command, '--help').out;
    const examples = help.split('Examples:\n')[1]?.match(/^ {2}tekwire .*$/gm) ?? [];

    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples)
      for (const [option] of example.matchAll(/(?<= )--?[a-z][\w-]*/g))
        expect(help).toContain(option.startsWith('--') ? option : `  ${option}, `);
  },
);

it.each([
  ['vaildate', 'did you mean "validate"?'],
  ['garph', 'did you mean "graph"?'],
])('the command %s is answered with the one that was likely meant', (command, message) => {
  expect(run(command).err[0]).toContain(message);
});

it.each([
  ['validate', '--otput', 'did you mean "--output"?'],
  ['validate', '--externel', 'did you mean "--external"?'],
  ['graph', '--pipelin', 'did you mean "--pipeline"?'],
  ['explain', '--ap', 'did you mean "--app"?'],
])('%s %s is answered with the option that was likely meant', (command, option, message) => {
  expect(run(command, option, 'x')).toMatchObject({ code: 2, err: [expect.stringContaining(message)] });
});
