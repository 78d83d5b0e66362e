import { join } from 'node:path';
import { expectedOneOf, TekwireError } from '../../diagnostics';
import {
  bundlesOf,
  type Content,
  chartsOf,
  contentOf,
  gzip,
  kustomizeFiles,
  layoutOf,
  notInBundles,
  type PackageId,
  tar,
  withSuffixes,
} from '../../package';
import type { Manifest } from '../../spec';
import { loadManifests } from '../cluster/load-manifests';
import { type Call, type Command, exit, UsageError } from '../command';
import { type OutputFile, writePackage } from './files';
import { pushBundle } from './push';

const FORMATS = ['helm', 'kustomize', 'bundle'] as const;
type Format = (typeof FORMATS)[number];

/** `tekwire package`: Tasks and Pipelines as packages, apart. */
export const packageCommand: Command = {
  name: 'package',
  summary: 'package Tasks and Pipelines, apart, for Helm, kustomize, or as Tekton bundles',
  calls: [`${FORMATS.join('|')} OPTIONS FILE|DIR|-...`],
  about: `Tasks differ between clusters: registries, resources, labels. Pipelines do not. So a package holds them apart.

  helm       the chart NAME with the Tasks and what else a cluster configures, with values and their JSON schema; the chart NAME-pipelines
             with the Pipelines, without values. Each as a folder and as NAME-VERSION.tgz
  kustomize  the folder NAME: a Component for each Task, a Kustomization for each Pipeline
  bundle     Tekton bundles as OCI image layouts in the folders NAME and NAME-pipelines; with --push also in a registry

Equal manifests give equal bytes. Runs, Namespaces and Secrets are left out; namespaces of objects are removed.`,
  options: {
    name: { type: 'string', value: 'NAME', summary: 'the name of the package: lower-case letters, digits and "-"' },
    version: { type: 'string', value: 'VERSION', summary: 'its version by SemVer, as 1.2.0' },
    output: {
      type: 'string',
      short: 'o',
      value: 'DIR',
      default: 'packages',
      summary: 'the folder to write; only changed files are written',
    },
    suffix: {
      type: 'boolean',
      default: false,
      summary: 'append a hash of its content to the name of every Task, so that several versions can be installed',
    },
    push: { type: 'string', value: 'REGISTRY/PATH', summary: 'bundle: push to REGISTRY/PATH/NAME:VERSION, with the logins of docker' },
  },
  examples: {
    'package helm --name tasks --version 1.2.0 dist': 'packages/tasks-1.2.0.tgz and packages/tasks-pipelines-1.2.0.tgz',
    'package kustomize --name tasks --version 1.2.0 -o deploy dist': 'a folder to commit, for remote kustomizations',
    'package bundle --name tasks --version 1.2.0 --push ghcr.io/acme dist': 'ghcr.io/acme/tasks:1.2.0 for the bundles resolver',
  },
  exits: {
    0: 'written',
    1: 'a Pipeline has something that differs between clusters, or an object is defined twice',
    2: 'invalid arguments or nothing to package',
    3: 'a file cannot be read or written, or a registry does not accept the bundle',
  },
  run: runPackage,
};

async function runPackage(call: Call): Promise<number> {
  const { files, options, out, err } = call;
  const [format, ...paths] = files;
  if (format === undefined || !isFormat(format)) {
    const problem = format === undefined ? 'missing format' : `unknown format "${format}"`;
    throw new UsageError(`${problem}${expectedOneOf(format ?? '', FORMATS)}`);
  }
  const id = idOf(call);
  if (options.push !== undefined && format !== 'bundle')
    throw new UsageError(`--push is for bundles; push a chart with helm push ${id.name}-${id.version}.tgz oci://REGISTRY/PATH`);
  const manifests = loadManifests({ files: paths, err }).map(({ manifest }) => manifest);
  const content = attempt(() => (options.suffix === true ? withSuffixes(contentOf(manifests)) : contentOf(manifests)), err);
  if (content === undefined) return exit.findings;
  for (const { manifest, reason } of content.leftOut) err(`left out: ${textOf(manifest)}: ${reason}`);
  if (format === 'bundle')
    for (const one of notInBundles(content)) err(`left out: ${textOf(one)}: bundles hold Tasks, StepActions and Pipelines only`);
  if (content.tasks.length + content.pipelines.length === 0) throw new UsageError(`no object to package in ${paths.join(', ')}`);
  const folder = String(options.output);
  const packed = attempt(() => outputOf(format, id, content), err);
  if (packed === undefined) return exit.findings;
  const changed = writePackage(folder, `${format} ${id.name}`, packed);
  for (const path of changed) out(join(folder, path));
  if (changed.length === 0) out(`${folder}: nothing changed`);
  if (typeof options.push === 'string') for (const bundle of bundlesOf(id, content)) out(await pushBundle(bundle, options.push));
  return exit.ok;
}

/** What cannot be packaged is a finding, not a failure. */
function attempt<T>(act: () => T, err: Call['err']): T | undefined {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof TekwireError)) throw error;
    err(error.message);
    return undefined;
  }
}

function outputOf(format: Format, id: PackageId, content: Content): readonly OutputFile[] {
  if (format === 'kustomize') return kustomizeFiles(content).map(({ path, text }) => [`${id.name}/${path}`, Buffer.from(text)] as const);
  if (format === 'bundle')
    return bundlesOf(id, content).flatMap((bundle) => layoutOf(bundle).map(([path, bytes]) => [`${bundle.name}/${path}`, bytes] as const));
  return chartsOf(id, content).flatMap(({ name, files }) => {
    const packed = files.map(({ path, text }) => ({ path: `${name}/${path}`, text }));
    return [
      ...packed.map(({ path, text }) => [path, Buffer.from(text)] as const),
      [`${name}-${id.version}.tgz`, gzip(tar(packed))] as const,
    ];
  });
}

// https://semver.org; Helm refuses other versions
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[\dA-Za-z.-]+)?(\+[\dA-Za-z.-]+)?$/;

/** @throws UsageError when the name or the version is missing or invalid */
function idOf({ options }: Call): PackageId {
  const { name, version } = options;
  if (typeof name !== 'string' || !/^[a-z]([-a-z0-9]{0,40}[a-z0-9])?$/.test(name))
    throw new UsageError(`--name: expected at most 42 lower-case letters, digits and "-", beginning with a letter, found "${name ?? ''}"`);
  if (typeof version !== 'string' || !SEMVER.test(version))
    throw new UsageError(`--version: expected a version such as 1.2.0, found "${version ?? ''}"`);
  return { name, version };
}

function isFormat(text: string): text is Format {
  return (FORMATS as readonly string[]).includes(text);
}

function textOf({ kind, metadata }: Manifest): string {
  return `${kind} "${metadata?.name ?? metadata?.generateName}"`;
}
