import { ofBitbucket } from './bitbucket';
import type { EventCase } from './case';
import { ofGitea } from './gitea';
import { ofGithub } from './github';
import { ofGitlab } from './gitlab';
import { ofOthers } from './others';

export type { EventCase } from './case';

/** Every event with its filters, and the requests that Triggers must answer. */
export const eventCases: readonly EventCase[] = [...ofGithub, ...ofGitea, ...ofGitlab, ...ofBitbucket, ...ofOthers];
