import { BindingError, eventData, headersOf, resolveParams } from '../../src/simulate';

const body = {
  ref: 'refs/heads/main',
  n: 1347,
  text: 'Say "hello" <b>&</b>\n€',
  none: null,
  list: [
    { name: 'ssh', href: 'ssh://a' },
    { name: 'http', href: 'https://a' },
  ],
  'a.b': { c: true },
};

function bound(value: string, declared?: { name: string; default?: string }[]): string | undefined {
  const event = eventData(JSON.stringify(body), headersOf([['x-github-event', 'push']]), { sum: 3 }, 'the-id');
  return resolveParams([{ name: 'p', value }], event, declared).find(({ name }) => name === 'p')?.value;
}

describe('a param of a TriggerBinding', () => {
  it.each([
    ['$(body.ref)', 'refs/heads/main'],
    ['$(body.n)', '1347'],
    ['$(body.none)', 'null'],
    ['$(body.text)', String.raw`Say \"hello\" \u003cb\u003e\u0026\u003c/b\u003e\n€`],
    ['$(body.list[0].name)-$(body.list[-1].name)', 'ssh-http'],
    ['$(body.list[?(@.name=="http")].href)', 'https://a'],
    ['$(body.list[*].name)', '["ssh","http"]'],
    ['$(body.list)', '[{"href":"ssh://a","name":"ssh"},{"href":"https://a","name":"http"}]'],
    [String.raw`$(body.a\.b.c)`, 'true'],
    ['$(header.X-Github-Event)', 'push'],
    ['$(header.x-GITHUB-event)', 'push'],
    ['$(extensions.sum)', '3'],
    ['$(context.eventID)', 'the-id'],
    ['plain $( text', 'plain $( text'],
  ])('%s is %s', (value, expected) => {
    expect(bound(value)).toBe(expected);
  });

  it.each([
    ['$(body.missing)', 'missing is not found'],
    ['$(body.list[2].name)', 'there is no item 2 of 2'],
    ['$(body.list[?(@.name==1)])', 'numbers of JSON are doubles'],
    ['$(body.ref[0])', 'is not an array'],
  ])('%s has no value: %s', (value, message) => {
    expect(() => bound(value)).toThrow(BindingError);
    expect(() => bound(value)).toThrow(message);
  });

  it('has the default of the template when the event lacks it', () => {
    expect(bound('$(body.missing)', [{ name: 'p', default: 'd' }])).toBe('d');
  });
});
