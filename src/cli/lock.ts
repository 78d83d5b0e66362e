import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { taggedName } from '../image';
import { catalogueImages, emptyLock, type Lock, lockChanges, lockPath, printDeclarations, printLock, tryReadLock } from '../lock';
import { isAddress, parseAddress } from './address';
import { type Call, type Command, exit, UsageError } from './command';
import { featureOption, featuresOf } from './features';
import { isLocal, localKeys, lockLocal } from './fetch/local-files';
import { comparedWithShipped } from './fetch/shipped-digests';
import { type Locked, lockAddress } from './lock-entry';
import { imageAddressesIn } from './manifest-images';

/** `tekwire lock`: records the interfaces of remote objects and the digests of images, so that synth needs no network. */
export const lock: Command = {
  name: 'lock',
  summary: 'record the interfaces of remote Tasks and YAML files and the digests of images, for fromUrl, fromFile and pinImages',
  calls: ['OPTIONS [ADDRESS|FILE|DIR]...'],
  about: `Fetches and checks the object at each address; for manifests in files and folders, locks their images. Without arguments, fetches
everything that is locked again. Writes tekwire.lock and tekwire.lock.d.ts, or nothing when a download or check fails, except that images of the
catalogue that cannot be read are left out. Prints the changes.
To remove an entry, delete it from tekwire.lock and run tekwire lock. With --types, records the params, results and workspaces of the
Tasks, Pipelines and StepActions in files and folders instead of their images, so that the compiler knows them in fromFile.

  https://HOST/PATH.yaml                          a Task, Pipeline or StepAction at a URL
  git+https://HOST/REPOSITORY.git//PATH?ref=REV   in a Git repository; also git+ssh://; default: ref=main
  bundle://IMAGE//KIND/NAME                       in a Tekton bundle; KIND is task, pipeline or stepaction
  hub://CATALOG/KIND/NAME@VERSION                 on Artifact Hub; ?url=URL for another one, ?type=tekton&url=URL for a Tekton Hub
  cluster://NAMESPACE/KIND/NAME                   in the cluster of kubectl's current context
  image://NAME:TAG                                the digest of an image
  catalogue                                       the digests of all images that components of tekwire/catalogue use,
                                                  compared with those that tekwire ships`,
  options: {
    check: { type: 'boolean', default: false, summary: 'write nothing; fail when a file would change' },
    file: {
      type: 'string',
      value: 'FILE',
      summary: 'the lock file; default: tekwire.lock beside the nearest package.json in this folder or above',
    },
    types: { type: 'boolean', default: false, summary: 'record the interfaces of files and folders, for the types of fromFile' },
    feature: featureOption,
    mirror: {
      type: 'string',
      multiple: true,
      value: 'REGISTRY=MIRROR',
      summary: 'read images of a registry from its mirror, as in docker.io=registry.acme.example/docker; the names stay',
    },
    'allow-empty': { type: 'boolean', default: false, summary: 'succeed when the files and folders contain no image' },
  },
  examples: {
    'lock https://tasks.acme.example/v1/lint.yaml': 'lock one more remote Task',
    lock: 'fetch everything that is locked again',
    'lock catalogue': 'record the digest of every image of the catalogue, and compare it with the one that tekwire ships',
    'lock --types tasks/': 'let the compiler know the params and results of local YAML',
    'lock --check': 'in CI: fail when something has changed',
  },
  exits: {
    0: 'everything is locked',
    1: 'an object has errors, or --check found differences',
    2: 'invalid arguments or nothing to lock',
    3: 'an address or file cannot be read, or the lock file cannot be written',
  },
  run: refresh,
};

const AT_ONCE = 8;

async function refresh({ files, options, out, err }: Call): Promise<number> {
  const path = typeof options.file === 'string' ? options.file : lockPath();
  const before = tryReadLock(path);
  const isTyped = options.types === true;
  if (isTyped && files.length === 0) throw new UsageError('--types: expected files or folders with YAML');
  if (files.length === 0 && before === undefined)
    throw new UsageError(`${path} does not exist; pass an address to lock, such as the URL of a Task`);
  const { addresses, failures, isEmpty } = isTyped ? localOf(path, files) : wantedOf(files, before ?? emptyLock);
  for (const failure of failures) err(failure);
  if (failures.length > 0) return exit.failure;
  if (isEmpty && options['allow-empty'] !== true)
    throw new UsageError(
      `${files.join(', ')}: no ${isTyped ? 'Task, Pipeline or StepAction' : 'image'} to lock; pass other files, or allow this with --allow-empty`,
    );
  const features = featuresOf([options.feature].flat().map(String));
  const mirrors = mirrorsOf(options.mirror);
  const remote = await lockAll(
    addresses.filter((one) => !isLocal(one)),
    features,
    mirrors,
  );
  const found = [...remote, ...addresses.filter(isLocal).map((key) => lockLocal(path, key, features))];
  for (const one of found) for (const line of 'mistakes' in one ? one.mistakes : 'failure' in one ? [one.failure] : []) err(line);
  // who runs a part of the catalogue has a part of its images
  const kept = found.filter((one) => !('failure' in one && files.includes(CATALOGUE) && catalogueAddresses.has(one.address)));
  const missing = found.length - kept.length;
  if (kept.some((one) => 'failure' in one) || (kept.length === 0 && missing > 0)) return exit.failure;
  if (kept.some((one) => 'mistakes' in one)) return exit.findings;
  const images = files.length === 0 ? [] : remote.filter((one) => 'image' in one);
  for (const line of await comparedWithShipped(images, mirrors)) out(line);
  const code = writeOrCompare(path, {
    before: before ?? emptyLock,
    now: merged(before ?? emptyLock, kept),
    isCheck: options.check === true,
    out,
  });
  if (missing === 0) return code;
  err(`${missing} images of the catalogue are not locked; those that you run are locked by npx tekwire lock DIR with the manifests`);
  return exit.failure;
}

/** The word for all images of the catalogue. */
const CATALOGUE = 'catalogue';
const catalogueAddresses: ReadonlySet<string> = new Set(Object.keys(catalogueImages).map((image) => `image://${image}`));

/** The mirrors of `--mirror`. @throws UsageError when one is not REGISTRY=MIRROR */
function mirrorsOf(given: unknown): Readonly<Record<string, string>> {
  const pairs = [given].flat().filter((one) => typeof one === 'string');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [registry = '', mirror = '', ...rest] = pair.split('=');
      if (registry === '' || mirror === '' || rest.length > 0)
        throw new UsageError(`--mirror "${pair}": expected REGISTRY=MIRROR, as in docker.io=registry.acme.example/docker`);
      return [registry, mirror];
    }),
  );
}

/** The addresses to fetch, without repetition: the arguments, or everything that is locked. */
function wantedOf(named: readonly string[], { objects, images }: Lock): ReturnType<typeof imageAddressesIn> {
  const locked = [...Object.keys(objects), ...Object.keys(images).map((image) => `image://${image}`)];
  const catalogue = named.includes(CATALOGUE) ? catalogueAddresses : [];
  const others = named.filter((one) => one !== CATALOGUE);
  const [given, paths] = [[...catalogue, ...others.filter(isAddress)], others.filter((one) => !isAddress(one))];
  const { addresses, failures, isEmpty } = imageAddressesIn(paths);
  const wanted = named.length === 0 ? locked : [...given.map(wholeAddress), ...addresses];
  for (const address of wanted) if (!isLocal(address)) parseAddress(address);
  return { addresses: [...new Set(wanted)], failures, isEmpty: isEmpty && paths.length > 0 && given.length === 0 };
}

/** The keys of the local files of `--types`. */
function localOf(lock: string, paths: readonly string[]): ReturnType<typeof imageAddressesIn> {
  const address = paths.find(isAddress);
  if (address !== undefined) throw new UsageError(`--types: expected files or folders with YAML, found the address "${address}"`);
  const { keys, failures } = localKeys(lock, paths);
  return { addresses: keys, failures, isEmpty: keys.length === 0 };
}

/** The address with the full image name, so that one image in several spellings is fetched once. */
function wholeAddress(address: string): string {
  const parsed = parseAddress(address);
  return parsed.scheme === 'image' ? `image://${taggedName(parsed.image)}` : address;
}

function merged({ objects, images }: Lock, found: readonly Locked[]): Lock {
  const fetched = found.flatMap((one) => ('entry' in one ? [[one.address, one.entry] as const] : []));
  const digests = found.flatMap((one) => ('digest' in one ? [[one.image, one.digest] as const] : []));
  return { objects: { ...objects, ...Object.fromEntries(fetched) }, images: { ...images, ...Object.fromEntries(digests) } };
}

async function lockAll(
  addresses: readonly string[],
  features: Readonly<Record<string, string>>,
  mirrors: Readonly<Record<string, string>>,
): Promise<Locked[]> {
  const found: Locked[] = [];
  for (let at = 0; at < addresses.length; at += AT_ONCE)
    found.push(...(await Promise.all(addresses.slice(at, at + AT_ONCE).map((address) => lockAddress(address, features, mirrors)))));
  return found;
}

interface LockUpdate {
  readonly before: Lock;
  readonly now: Lock;
  readonly isCheck: boolean;
  readonly out: Call['out'];
}

function writeOrCompare(path: string, { before, now, isCheck, out }: LockUpdate): number {
  const texts: readonly (readonly [string, string])[] = [
    // the declarations first: if the lock file stays old, the next call repairs them
    [`${path}.d.ts`, printDeclarations(now)],
    [path, printLock(now)],
  ];
  const stale = texts.filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
  for (const line of lockChanges(before, now)) out(line);
  if (isCheck) {
    for (const [file] of stale) out(`${file} is out of date; run npx tekwire lock`);
    return stale.length === 0 ? exit.ok : exit.findings;
  }
  for (const [file, text] of stale) replaceFile(file, text);
  out(stale.length === 0 ? `${path}: nothing changed` : `${path}: ${Object.keys({ ...now.objects, ...now.images }).length} locked`);
  return exit.ok;
}

/** Replaces a file atomically: readers see the old content until the new one is complete. */
function replaceFile(path: string, text: string): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const draft = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}
