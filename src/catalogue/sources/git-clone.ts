import type { Construct } from 'constructs';
import { type LanguageResults, languageResults, Source } from '../../roles';
import { knownOptions } from '../../synth';
import {
  checkedOptions,
  type GitCloneParams,
  type GitCloneProps,
  type GitCloneWorkspaces,
  gitCloneWorkspaces,
  paramsOf,
} from './git-clone-options';
import { cloneStep } from './git-clone-step';
import { presetNames } from './preset';

/**
 * Clones a Git repository: a public one, or a private one with credentials; ssh hosts must be in the known_hosts of `ssh-directory`. With the
 * url `workspace:PATH` it takes a directory that is in the workspace already, as `tekwire run --local-source` brings it.
 */
export class GitClone extends Source<GitCloneParams, GitCloneWorkspaces, LanguageResults> {
  constructor(scope: Construct, id: string, options: GitCloneProps = {}) {
    const props = checkedOptions(
      { scope, id },
      knownOptions('GitCloneProps', options, { scope, id }, { isExtended: new.target !== GitClone }),
    );
    const { url, revision, depth, submodules } = props;
    super(scope, id, {
      description: 'Clones a Git repository',
      params: paramsOf(props),
      results: languageResults,
      workspaces: gitCloneWorkspaces,
      preset: presetNames({ url, revision, depth, submodules }),
      localParam: 'url',
      steps: (context) => [cloneStep(context, props)],
    });
  }
}
