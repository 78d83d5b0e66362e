import { imageMistake, parseImage } from '../../src/image';
import { fc } from '../support/random';
import { Judge } from './judge';

const COUNT = 40 * Number(process.env.CONFORMANCE_COUNT ?? 150);

const hosts = [
  'docker.io',
  'index.docker.io',
  'Docker.io',
  'localhost',
  'LOCALHOST',
  'quay.io',
  'QUAY.io',
  'quay',
  'Quay',
  'a-b.c',
  '-a.b',
  'a-.b',
  'a..b',
  '127.0.0.1',
  '[::1]',
  '[::1',
  'my_host.io',
  'ä.io',
  'gcr.io.',
  '.gcr.io',
];
const host = fc
  .tuple(fc.constantFrom(...hosts), fc.constantFrom('', '', '', ':5000', ':', ':a', ':0', ':99999', ':80:80'))
  .map((parts) => parts.join(''));
const word = fc.constantFrom(
  'a',
  'web',
  'library',
  'A',
  '0',
  'a.b',
  'a..b',
  'a_b',
  'a__b',
  'a___b',
  'a-b',
  'a--b',
  '-a',
  'a-',
  '.a',
  '_a',
  '',
  'ü',
  'a b',
  'a+b',
  'a'.repeat(120),
  '0'.repeat(64),
  'f'.repeat(64),
);
const tag = fc.constantFrom('1', '1.0', 'latest', 'A', '_a', '.a', '-a', '', 'a+b', 'a/b', 'a'.repeat(128), 'a'.repeat(129), '1:2');
const digest = fc
  .tuple(
    fc.constantFrom('sha256', 'sha384', 'sha512', 'SHA256', 'sha1', 'md5', 'sha256+b64', 'sha-256', '', '256'),
    fc.constantFrom(':', ':', ':', '', '-'),
    fc.constantFrom('0', 'a', 'F', 'g'),
    fc.constantFrom(0, 31, 32, 40, 63, 64, 65, 96, 128, 129),
  )
  .map(([algorithm, colon, digit, count]) => `${algorithm}${colon}${digit.repeat(count)}`);
const usual = fc.constantFrom(
  ...[
    ['sha256', 64],
    ['sha384', 96],
    ['sha512', 128],
  ].map(([algorithm, count]) => `${algorithm}:${'0'.repeat(Number(count))}`),
);

// most names are good in all parts but one or two
function mostly(good: readonly string[], any: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: any });
}

const name = fc
  .tuple(
    fc.option(mostly(['quay.io', 'localhost:5000', 'Quay'], host)),
    fc.array(mostly(['a', 'web', 'a-b.c_d'], word), { minLength: 1, maxLength: 4 }),
    fc.option(mostly(['1', 'v1.0'], tag)),
    fc.option(fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: digest })),
    mostly([''], fc.constantFrom('@', '/', ' ', '\n')),
  )
  .map(
    ([registry, path, version, sum, end]) =>
      `${registry === null ? '' : `${registry}/`}${path.join('/')}${version === null ? '' : `:${version}`}${sum === null ? '' : `@${sum}`}${end}`,
  );

const judge = Judge.open();
afterAll(() => judge.close());

it('parses image names exactly like the kubelet', async () => {
  const names = fc.sample(name, COUNT);
  const { images = [] } = await judge.ask({ documents: [], images: names });
  // a host that is none is for the kubelet part of the path, and the registry then has no name
  const theirs = images.map(({ value }) => (value?.registry === '' ? undefined : value));
  const ours = names.map((one) => (imageMistake(one) === undefined ? parseImage(one) : undefined));

  expect(
    names.flatMap((one, at) =>
      JSON.stringify(ours[at]) === JSON.stringify(theirs[at]) ? [] : [[one, ours[at] ?? imageMistake(one), theirs[at]]],
    ),
  ).toEqual([]);
  // or the names would say nothing
  expect(ours.filter((one) => one !== undefined).length).toBeGreaterThan(COUNT / 10);
});
