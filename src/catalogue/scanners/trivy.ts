import type { Construct } from 'constructs';
import {
  type Canary,
  checkedChoice,
  checkedList,
  checkedTool,
  type DatabaseProps,
  Producer,
  scanner,
  type ToolFacts,
  type ToolProps,
} from '../../roles';
import { knownOptions } from '../../synth';
import { ROOT_DOCKERFILE, VULNERABLE_LOCKFILE } from './planted';

const SCANNERS = ['vuln', 'secret', 'misconfig', 'license'] as const;

/** Nothing is looked for in the network: neither databases and checks nor packages of Maven. */
const OFFLINE = ['--skip-db-update', '--skip-java-db-update', '--skip-check-update', '--offline-scan'];

const INPUTS = ['sources', 'image'] as const;

const facts: ToolFacts = {
  tool: 'Trivy',
  description: 'Scans a file system for vulnerable dependencies, secrets and misconfigurations',
  image: 'ghcr.io/aquasecurity/trivy:0.74.0',
  licence: 'Apache-2.0',
  page: 'https://trivy.dev',
  databaseFile: ({ scratch, database = `${scratch}/trivy` }) => `${database}/db/metadata.json`,
  databaseFolder: 'trivy',
  network: 'mirror.gcr.io and ghcr.io for its database, unless only secrets and misconfigurations are searched',
};

/** What is planted for each kind of finding: advisories and rules that every database has. */
const PLANTED: Readonly<Record<(typeof SCANNERS)[number], Canary | undefined>> = {
  vuln: { files: { 'package-lock.json': VULNERABLE_LOCKFILE }, finds: ['CVE-2021-23337'] },
  // never valid; in pieces, so that scanners of manifests do not find it
  secret: { files: { 'canary.env': ['TOKEN=ghp', '_', 'canary0tR7vQ2mX9kLw4ZsB8nJd3HfYc6GpU', '\n'] }, finds: ['github-pat'] },
  misconfig: { files: { Dockerfile: ROOT_DOCKERFILE }, finds: [['DS-0002', 'DS002']] },
  license: undefined,
};

function canaryFor(scanners: readonly (typeof SCANNERS)[number][]): Canary | false {
  const planted = scanners.flatMap((one) => PLANTED[one] ?? []);
  if (planted.length === 0) return false;
  return { files: Object.assign({}, ...planted.map(({ files }) => files)), finds: planted.flatMap(({ finds }) => finds) };
}

/** Options of Trivy. */
export interface TrivyProps extends ToolProps, DatabaseProps {
  /** Kinds of findings. @default - vulnerable dependencies, secrets and misconfigurations */
  readonly scanners?: readonly ('vuln' | 'secret' | 'misconfig' | 'license')[];
  /** What is scanned: the sources as files, or the image in them, an OCI layout as `OciImage` pulls it. @default sources */
  readonly input?: 'sources' | 'image';
}

/**
 * Scans a file system, or an image, for vulnerable dependencies, secrets and misconfigurations. Version checks and telemetry are off.
 * The releases up to 0.69.1 were deleted in 2026, and 0.69.4 to 0.69.6 were malicious (CVE-2026-33634). @see https://trivy.dev
 */
export class Trivy extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: TrivyProps = {}) {
    const props = checkedTool(scope, id, knownOptions('TrivyProps', options, { scope, id }, { isExtended: new.target !== Trivy }));
    const { scanners: given, canary, input: wanted, ...rest } = props;
    const input = checkedChoice(scope, id, 'input', wanted, INPUTS);
    const kinds = checkedList(scope, id, 'scanners', given, "scanners: ['vuln']") ?? (['vuln', 'secret', 'misconfig'] as const);
    const scanners = kinds.filter((one) => checkedChoice(scope, id, 'scanners', one, SCANNERS));
    super(
      scope,
      id,
      scanner(
        { ...facts, ...(scanners.includes('vuln') ? {} : { network: undefined }) },
        { ...rest, canary: canary ?? canaryFor(scanners) },
        ({ sarif, scratch, database, checkout, target, isCanary }, { image, args }) => ({
          image,
          command: ['trivy'],
          workingDir: checkout,
          args: [
            ...[input === 'image' && !isCanary ? 'image' : 'fs', '--scanners', scanners.join(','), '--format', 'sarif', '--output', sarif],
            ...['--cache-dir', database ?? `${scratch}/trivy`, ...(database === undefined ? [] : OFFLINE)],
            ...['--exit-code', '0', '--skip-version-check', '--disable-telemetry', ...args],
            ...(input === 'image' && !isCanary ? ['--input', target] : [target]),
          ],
        }),
      ),
    );
  }
}
