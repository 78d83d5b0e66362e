import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { clonedSources, LANGUAGES_OF_PATHS, type LanguageResults, languageResults, Source } from '../../roles';
import { booleanForm, demandForm, type Form, isRecord, knownOptions, shown, withoutRefused } from '../../synth';
import type { ParamDeclaration, WorkspaceDeclaration } from '../../task';
import { archiveProgram } from './archive-program';
import { presetNames, presetParam } from './preset';

/** What is fetched. A value that is omitted becomes a param of the pipeline. */
export interface ArchiveProps {
  /** The address of a tar file, packed by gzip, bzip2, xz or not, or of a zip file: https, without credentials. */
  readonly url?: string;
  /** Its SHA-256, which must be known before: an archive with another one is not unpacked. */
  readonly checksum?: `sha256:${string}`;
  /** The largest archive, and the most that its files may have unpacked. @default - 1 GiB */
  readonly maxSize?: Size;
  /** The most files, folders and links. @default 100000 */
  readonly maxFiles?: number;
  /** Whether a single folder that holds everything stays; such a folder mostly has the version in its name. @default false */
  readonly keepTopFolder?: boolean;
  /** An image with Python 3.12 or newer, and awk. @default python */
  readonly image?: string;
}

/** The params of `Archive`. */
export type ArchiveParams = {
  /** The address of the archive. */
  readonly url: ParamDeclaration<'string', false, never>;
  /** Its SHA-256, `sha256:` and 64 digits. */
  readonly checksum: ParamDeclaration<'string', false, never>;
};

/** The workspaces of `Archive`. */
export type ArchiveWorkspaces = {
  /** The shared workspace, in which each archive has its own directory. */
  readonly source: WorkspaceDeclaration<false>;
};

/**
 * Fetches an archive by https and unpacks it, once its SHA-256 is the expected one. Paths and links that lead out of it, devices, and more than
 * `maxSize` or `maxFiles` end the task; a `.git` folder is left out, because a configuration of git can name programs.
 * @example
 * new Archive(chart, 'release', { url: 'https://downloads.acme.example/web-1.2.0.tar.gz', checksum: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' });
 */
export class Archive extends Source<ArchiveParams, ArchiveWorkspaces, LanguageResults> {
  constructor(scope: Construct, id: string, options: ArchiveProps = {}) {
    const owner = { scope, id };
    const props = withoutRefused(
      owner,
      knownOptions('ArchiveProps', options, owner, { isExtended: new.target !== Archive }),
      (name, value) => {
        const form = (FORMS as Readonly<Record<string, Form>>)[name];
        if (form !== undefined && value !== undefined) demandForm(owner, name, value, form);
      },
    );
    const {
      url,
      checksum,
      maxSize = Size.gibibytes(1),
      maxFiles = 100_000,
      keepTopFolder = false,
      image = 'python:3.14.8-alpine3.24',
    } = props;
    super(scope, id, {
      description: 'Fetches and unpacks an archive',
      params: {
        url: presetParam('address of a tar or zip file, by https', url),
        checksum: presetParam('SHA-256 of the archive: sha256: and 64 digits', checksum),
      },
      results: languageResults,
      workspaces: { source: clonedSources },
      preset: presetNames({ url, checksum }),
      steps: ({ params, results, workspaces, taskRun }) => [
        {
          name: 'fetch',
          image,
          script: archiveProgram({ ...params, taskRun: taskRun.uid, results }),
          env: {
            WORKSPACE: workspaces.source.path,
            MAX_BYTES: String(maxSize.toKibibytes() * 1024),
            MAX_FILES: String(maxFiles),
            KEEP_TOP_FOLDER: String(keepTopFolder),
            LANGUAGES: LANGUAGES_OF_PATHS,
          },
        },
      ],
    });
  }
}

const FORMS: Readonly<Record<keyof ArchiveProps, Form>> = {
  url: {
    accepts: isAddress,
    expected: 'an address of https without credentials, such as https://downloads.acme.example/web-1.2.0.tar.gz',
    // a password stays out of logs
    found: (value) => (typeof value === 'string' && value.includes('@') ? 'one with credentials' : shown(value)),
  },
  checksum: {
    accepts: (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value),
    expected: '"sha256:" and 64 digits of 0 to 9 and a to f, as sha256sum prints them',
  },
  maxSize: {
    accepts: (value) => isRecord(value) && typeof value.toKibibytes === 'function',
    expected: 'a Size, such as Size.gibibytes(1)',
  },
  maxFiles: { accepts: (value) => Number.isSafeInteger(value) && (value as number) > 0, expected: 'a whole number above 0' },
  keepTopFolder: booleanForm,
  image: {
    accepts: (value) => typeof value === 'string' && value !== '',
    expected: 'the name of an image with Python, such as python:3.14.8-alpine3.24',
  },
};

function isAddress(value: unknown): boolean {
  if (typeof value !== 'string' || !value.startsWith('https://') || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === '' && password === '';
}
