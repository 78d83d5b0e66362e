import type { ObjectView } from './object-view';

/** The API groups of the kinds that rules check as whole objects. Tasks, Pipelines and their runs are checked part by part. */
const groups = {
  StepAction: 'tekton.dev',
  CustomRun: 'tekton.dev',
  VerificationPolicy: 'tekton.dev',
  ResolutionRequest: 'resolution.tekton.dev',
  EventListener: 'triggers.tekton.dev',
  Trigger: 'triggers.tekton.dev',
  TriggerTemplate: 'triggers.tekton.dev',
  TriggerBinding: 'triggers.tekton.dev',
  ClusterTriggerBinding: 'triggers.tekton.dev',
  ClusterInterceptor: 'triggers.tekton.dev',
  Interceptor: 'triggers.tekton.dev',
} as const;

/** A kind of Tekton that `Rule.on` can name. */
export type Kind = keyof typeof groups;

/** The kind of the object, in any version; undefined for Tasks, Pipelines and their runs, and for kinds that are not Tekton's. */
export function kindOf({ apiVersion, kind }: ObjectView): Kind | undefined {
  return isKind(kind) && apiVersion.startsWith(`${groups[kind]}/`) ? kind : undefined;
}

export function isKind(name: string): name is Kind {
  return Object.hasOwn(groups, name);
}
