import type { Construct } from 'constructs';
import { componentPod, componentTemplate, withDigests } from '../../roles';
import { attempt, type FutureConstruct, knownOptions, refuse, withoutRefused } from '../../synth';
import { type Step, type StepContext, Task, type WorkspaceDeclaration, workspace } from '../../task';
import { Grype } from '../scanners/grype';
import { Nuclei } from '../scanners/nuclei';
import { Trivy } from '../scanners/trivy';
import { feedProgram } from './feed-program';

/** Which databases are fetched: those that are named, else those of Trivy, Grype, Go and nuclei. */
export interface FeedOptions {
  /** The database of Trivy, and that of Java packages. @default false */
  readonly trivy?: boolean;
  /** The database of Grype. @default false */
  readonly grype?: boolean;
  /** Ecosystems of OSV, as `['Go', 'npm', 'PyPI']`, for OsvScanner. @default - none */
  readonly osv?: readonly string[];
  /** The advisories of Go, for Govulncheck. @default false */
  readonly go?: boolean;
  /** Packs of the registry of Semgrep, as `['p/default']`; their licence allows internal use. @default - none */
  readonly semgrep?: readonly string[];
  /** The templates of nuclei. @default false */
  readonly nuclei?: boolean;
  /** Addresses by https of mirrors of OSV, of Go's advisories and of Semgrep's registry, without a last slash. @default - their own */
  readonly mirrors?: FeedMirrors;
  /** An image with Python 3, for what is fetched without a tool. @default python */
  readonly image?: string;
}

/** Mirrors of what a Feed fetches without a tool. */
export interface FeedMirrors {
  /** @default https://osv-vulnerabilities.storage.googleapis.com */
  readonly osv?: string;
  /** @default https://vuln.go.dev */
  readonly go?: string;
  /** @default https://semgrep.dev/c */
  readonly semgrep?: string;
}

/** The workspaces of `Feed`. */
export type FeedWorkspaces = {
  /** The databases: a folder for each tool. */
  readonly databases: WorkspaceDeclaration<false>;
};

/**
 * Fetches the databases, rules and templates of scanners into a workspace, apart from the scans: these take them with
 * `database: { workspace }` and need no network. Each is checked and replaces that of the last time as a whole; one that cannot be fetched
 * fails the task, and that of the last time stays.
 * @example
 * const feed = new Feed(chart, 'feed', { trivy: true, osv: ['Go', 'npm'] });
 */
export class Feed extends Task<{}, {}, FeedWorkspaces> {
  readonly role = 'feed';

  constructor(scope: Construct, id: string, options: FeedOptions = {}) {
    const owner = { scope, id };
    const props = checked(owner, knownOptions('FeedOptions', options, owner, { isExtended: new.target !== Feed }));
    super(scope, id, {
      description: 'Fetches the databases of scanners',
      workspaces: { databases: workspace({ description: 'the databases: a folder for each tool' }) },
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
      steps: (context) => withDigests(scope, stepsOf(context, props)),
    });
  }
}

type Context = StepContext<{}, {}, FeedWorkspaces>;

interface Database {
  /** Patterns of files that it must have. */
  readonly has: readonly string[];
  readonly files?: readonly { readonly url: string; readonly path: string; readonly kind: 'zip' | 'unpack' | 'rules' }[];
  /** The file with the exit code of the tool that fetches it. */
  readonly exitCode?: string;
}

function stepsOf(context: Context, props: FeedOptions): readonly Step[] {
  const { image = 'python:3.14.8-alpine3.24' } = props;
  const { taskRun, workspaces } = context;
  const root = workspaces.databases.path;
  const tools = toolSteps(props, `${root}/.new-${String(taskRun.uid)}`);
  const plan: Record<string, Database> = { ...filesOf(props) };
  for (const [folder, has] of Object.entries(HAS))
    if (tools.some(({ name }) => name === folder)) plan[folder] = { has, exitCode: context.exitCodePath(folder) };
  return [...tools, { name: 'place', image, script: feedProgram(taskRun.uid), env: { DATABASES: root, PLAN: JSON.stringify(plan) } }];
}

const HAS: Readonly<Record<string, readonly string[]>> = {
  trivy: ['db/trivy.db', 'db/metadata.json'],
  grype: ['*/vulnerability.db'],
  nuclei: ['**/*.yaml'],
};

function toolSteps({ trivy, grype, nuclei }: FeedOptions, fresh: string): readonly Step[] {
  const trivyStep = (name: string, what: string): Step => ({
    name,
    image: Trivy.facts.image,
    command: ['trivy'],
    args: ['image', what, '--cache-dir', `${fresh}/trivy`, '--skip-version-check', '--disable-telemetry'],
  });
  const steps: Step[] = [
    // a failure of the first is one of the second, which is read
    ...(trivy ? [trivyStep('trivy-java', '--download-java-db-only'), trivyStep('trivy', '--download-db-only')] : []),
    ...(grype
      ? [
          {
            name: 'grype',
            image: Grype.facts.image,
            command: ['/grype'],
            args: ['db', 'update'],
            env: { GRYPE_DB_CACHE_DIR: `${fresh}/grype`, GRYPE_CHECK_FOR_APP_UPDATE: 'false' },
          },
        ]
      : []),
    ...(nuclei
      ? [
          {
            name: 'nuclei',
            image: Nuclei.facts.image,
            command: ['nuclei'],
            args: ['-update-templates', '-update-template-dir', `${fresh}/nuclei`],
          },
        ]
      : []),
  ];
  // the last step reads what became of them
  return steps.map((step) => ({ ...step, onError: 'continue' }));
}

function filesOf({ osv = [], go = false, semgrep = [], mirrors = {} }: FeedOptions): Record<string, Database> {
  const at = {
    osv: 'https://osv-vulnerabilities.storage.googleapis.com',
    go: 'https://vuln.go.dev',
    semgrep: 'https://semgrep.dev/c',
    ...mirrors,
  };
  return {
    ...(osv.length > 0 && {
      osv: {
        has: osv.map((one) => `osv-scalibr/${one}/all.zip`),
        files: osv.map((one) => ({
          url: `${at.osv}/${encodeURIComponent(one)}/all.zip`,
          path: `osv-scalibr/${one}/all.zip`,
          kind: 'zip' as const,
        })),
      },
    }),
    ...(go && {
      go: {
        has: ['index/db.json', 'index/modules.json'],
        files: [{ url: `${at.go}/vulndb.zip`, path: 'vulndb.zip', kind: 'unpack' as const }],
      },
    }),
    ...(semgrep.length > 0 && {
      semgrep: {
        has: ['*.yaml'],
        files: semgrep.map((one) => ({ url: `${at.semgrep}/${one}`, path: `${one.replaceAll('/', '-')}.yaml`, kind: 'rules' as const })),
      },
    }),
  };
}

/** The options without malformed ones, which are reported, as is a feed of nothing. */
function checked(owner: FutureConstruct, props: FeedOptions): FeedOptions {
  const kept = withoutRefused(owner, props, (name, value) => {
    if (value === undefined) return;
    if (name === 'trivy' || name === 'grype' || name === 'go' || name === 'nuclei') {
      if (typeof value !== 'boolean') refuse(owner, name, value, 'true or false');
    } else if (name === 'osv')
      demandNames(owner, name, value, /^[A-Za-z][A-Za-z0-9 .:-]*$/, "an array of ecosystems, such as osv: ['Go', 'npm']");
    else if (name === 'semgrep')
      demandNames(owner, name, value, /^[pr]\/[A-Za-z0-9._-]+$/, "an array of packs, such as semgrep: ['p/default']");
    else if (name === 'mirrors') demandMirrors(owner, value as FeedMirrors);
    else if (typeof value !== 'string' || value === '') refuse(owner, name, value, 'the name of an image with Python');
  });
  const { mirrors: _, image: __, ...wanted } = props;
  if (Object.values(wanted).every((one) => one === undefined)) return { ...kept, trivy: true, grype: true, go: true, nuclei: true };
  const isNothing = Object.values(wanted).every((one) => one === undefined || one === false || (Array.isArray(one) && one.length === 0));
  if (isNothing) attempt(owner, () => refuse(owner, 'options', props, "a database to fetch, such as { trivy: true, osv: ['Go'] }", 'none'));
  return kept;
}

function demandNames(owner: FutureConstruct, field: string, value: unknown, form: RegExp, expected: string): void {
  if (!Array.isArray(value)) refuse(owner, field, value, expected);
  for (const [at, one] of (value as readonly unknown[]).entries())
    if (typeof one !== 'string' || !form.test(one) || one.includes('..')) refuse(owner, `${field}[${at}]`, one, expected);
}

function demandMirrors(owner: FutureConstruct, mirrors: FeedMirrors): void {
  for (const [name, one] of Object.entries(knownOptions('FeedMirrors', mirrors, owner, { where: 'mirrors' })))
    if (typeof one !== 'string' || !/^https:\/\/[^@]+[^/]$/.test(one))
      refuse(
        owner,
        `mirrors.${name}`,
        one,
        'an address of https without credentials and a last slash, such as https://mirror.acme.example/osv',
      );
}
