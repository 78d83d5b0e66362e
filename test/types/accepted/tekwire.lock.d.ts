// Written by `tekwire lock`, and again with every change of tekwire.lock beside it. Commit both.
import type { ParamDeclaration, ResultDeclaration, WorkspaceDeclaration } from 'tekwire';

declare global {
  interface TekwireLock {
    'bundle://registry.acme.example/ci:1//pipeline/ci': {
      readonly kind: 'Pipeline';
      readonly params: {
        readonly url: ParamDeclaration<'string', false, never>;
      };
      readonly results: {};
      readonly workspaces: {
        readonly code: WorkspaceDeclaration<false>;
      };
    };
    'file:ci.yaml': {
      readonly kind: 'Pipeline';
      readonly params: {
        readonly url: ParamDeclaration<'string', false, never>;
      };
      readonly results: {};
      readonly workspaces: {
        readonly code: WorkspaceDeclaration<false>;
      };
    };
    'file:other/twice.yaml': {
      readonly kind: 'Task';
      readonly params: {};
      readonly results: {};
      readonly workspaces: {};
    };
    'file:tasks/bare.yaml': {
      readonly kind: 'Task';
      readonly params: {};
      readonly results: {};
      readonly workspaces: {};
    };
    'file:tasks/clone.yaml': {
      readonly kind: 'StepAction';
      readonly params: {
        readonly url: ParamDeclaration<'string', false, never>;
      };
      readonly results: {
        readonly commit: ResultDeclaration<'string', never>;
      };
      readonly workspaces: {};
    };
    'file:tasks/lint.yaml': {
      readonly kind: 'Task';
      readonly params: {
        readonly flags: ParamDeclaration<'array', true, never>;
        readonly 'go.version': ParamDeclaration<'string', true, never>;
        readonly level: ParamDeclaration<'string', false, 'low' | 'high'>;
        readonly proxy: ParamDeclaration<'object', false, 'http' | 'https'>;
      };
      readonly results: {
        readonly count: ResultDeclaration<'object', 'all-of'>;
        readonly report: ResultDeclaration<'string', never>;
      };
      readonly workspaces: {
        readonly cache: WorkspaceDeclaration<true>;
        readonly source: WorkspaceDeclaration<false>;
      };
    };
    'file:tasks/twice.yaml': {
      readonly kind: 'Task';
      readonly params: {
        readonly flags: ParamDeclaration<'array', true, never>;
        readonly 'go.version': ParamDeclaration<'string', true, never>;
        readonly level: ParamDeclaration<'string', false, 'low' | 'high'>;
        readonly proxy: ParamDeclaration<'object', false, 'http' | 'https'>;
      };
      readonly results: {
        readonly count: ResultDeclaration<'object', 'all-of'>;
        readonly report: ResultDeclaration<'string', never>;
      };
      readonly workspaces: {
        readonly cache: WorkspaceDeclaration<true>;
        readonly source: WorkspaceDeclaration<false>;
      };
    };
    'git+https://git.acme.example/tasks.git//clone.yaml?ref=v1': {
      readonly kind: 'StepAction';
      readonly params: {
        readonly url: ParamDeclaration<'string', false, never>;
      };
      readonly results: {
        readonly commit: ResultDeclaration<'string', never>;
      };
      readonly workspaces: {};
    };
    'https://tasks.acme.example/bare.yaml': {
      readonly kind: 'Task';
      readonly params: {};
      readonly results: {};
      readonly workspaces: {};
    };
    'https://tasks.acme.example/lint.yaml': {
      readonly kind: 'Task';
      readonly params: {
        readonly flags: ParamDeclaration<'array', true, never>;
        readonly 'go.version': ParamDeclaration<'string', true, never>;
        readonly level: ParamDeclaration<'string', false, 'low' | 'high'>;
        readonly proxy: ParamDeclaration<'object', false, 'http' | 'https'>;
      };
      readonly results: {
        readonly count: ResultDeclaration<'object', 'all-of'>;
        readonly report: ResultDeclaration<'string', never>;
      };
      readonly workspaces: {
        readonly cache: WorkspaceDeclaration<true>;
        readonly source: WorkspaceDeclaration<false>;
      };
    };
  }
}
