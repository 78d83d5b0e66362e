import { imageMistake, parseImage, taggedName } from '../../src/image';

const SHA256 = `sha256:${'0'.repeat(64)}`;

it.each([
  ['busybox', 'docker.io', 'library/busybox', undefined, undefined],
  ['docker.io/busybox:1', 'docker.io', 'library/busybox', '1', undefined],
  ['index.docker.io/acme/web', 'docker.io', 'acme/web', undefined, undefined],
  ['acme/web:1', 'docker.io', 'acme/web', '1', undefined],
  ['localhost/web', 'localhost', 'web', undefined, undefined],
  ['localhost:5000/web:1', 'localhost:5000', 'web', '1', undefined],
  ['Registry/web', 'Registry', 'web', undefined, undefined],
  [`[::1]:5000/a/b:1@${SHA256}`, '[::1]:5000', 'a/b', '1', SHA256],
  [`quay.io/a/b@sha512:${'a'.repeat(128)}`, 'quay.io', 'a/b', undefined, `sha512:${'a'.repeat(128)}`],
])('%s is parsed', (name, registry, repository, tag, digest) => {
  expect(parseImage(name)).toEqual({ registry, repository, ...(tag && { tag }), ...(digest && { digest }) });
  expect(imageMistake(name)).toBeUndefined();
});

it.each([
  ['', 'it is empty'],
  ['a b', 'it contains white space'],
  ['Busybox', '"Busybox" must consist of lower-case letters and digits, separated by ".", "_" or "-"'],
  ['a//b', 'a part between "/" is empty'],
  ['my_host.io/a', '"my_host.io" is not a valid host name of a registry'],
  ['https://quay.io/a', '"https:" is not a valid host name of a registry'],
  ['a'.repeat(256), 'its repository has more than 255 characters'],
  ['0'.repeat(64), '64 hexadecimal digits are a digest; write the name and "@sha256:" before them'],
  [`a@sha256:${'0'.repeat(63)}`, 'what follows "@" must be one digest, as in sha256: and 64 hexadecimal digits'],
  [`a@sha256:${'A'.repeat(64)}`, 'what follows "@" must be one digest, as in sha256: and 64 hexadecimal digits'],
  [`a@md5:${'0'.repeat(32)}`, 'what follows "@" must be one digest, as in sha256: and 64 hexadecimal digits'],
  [`a@${SHA256}@${SHA256}`, 'what follows "@" must be one digest, as in sha256: and 64 hexadecimal digits'],
  [`a:${'1'.repeat(129)}`, 'a tag has at most 128 letters, digits, "_", "." and "-", and does not begin with "." or "-"'],
  ['a:', 'a tag has at most 128 letters, digits, "_", "." and "-", and does not begin with "." or "-"'],
])('%j is not a name', (name, why) => {
  expect(imageMistake(name)).toBe(why);
});

it('the locked name is the whole name without its digest', () => {
  expect(taggedName(`busybox@${SHA256}`)).toBe('docker.io/library/busybox:latest');
  expect(taggedName('quay.io/acme/web:1')).toBe('quay.io/acme/web:1');
});
