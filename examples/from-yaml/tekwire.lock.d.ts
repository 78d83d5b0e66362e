// Written by `tekwire lock`, and again with every change of tekwire.lock beside it. Commit both.
import type { ParamDeclaration, ResultDeclaration, WorkspaceDeclaration } from 'tekwire';

declare global {
  interface TekwireLock {
    'file:tasks/build.yaml': {
      readonly kind: 'Task';
      readonly params: {
        readonly context: ParamDeclaration<'string', true, never>;
        readonly image: ParamDeclaration<'string', false, never>;
      };
      readonly results: {
        readonly digest: ResultDeclaration<'string', never>;
      };
      readonly workspaces: {
        readonly source: WorkspaceDeclaration<false>;
      };
    };
    'file:tasks/nightly.yaml': {
      readonly kind: 'Pipeline';
      readonly params: {
        readonly image: ParamDeclaration<'string', false, never>;
      };
      readonly results: {};
      readonly workspaces: {
        readonly code: WorkspaceDeclaration<false>;
      };
    };
  }
}
