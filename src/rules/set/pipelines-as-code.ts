import type { Document } from '../view/document';
import type { ObjectView } from '../view/object-view';

/** What the annotations of Pipelines-as-Code begin with. */
export const PAC = 'pipelinesascode.tekton.dev/';

/** Whether Pipelines-as-Code renders the object and inlines what it refers to: by its annotations, or because its file is in a folder `.tekton`. */
export function isPipelinesAsCode({ document, metadata: { annotations } }: Pick<ObjectView, 'document' | 'metadata'>): boolean {
  return isInFolder(document) || (annotations !== undefined && Object.keys(annotations).some((key) => key.startsWith(PAC)));
}

/** Whether the file is in a folder `.tekton`, whose Tasks and Pipelines Pipelines-as-Code writes into the runs beside them. */
export function isInFolder({ origin }: Document): boolean {
  return /(?:^|[\\/])\.tekton[\\/]/.test(origin);
}

/** Whether the run fetches Tasks by annotations, so that their names are not known here. */
export function fetchesTasks({ metadata: { annotations } }: Pick<ObjectView, 'metadata'>, kind: 'task' | 'pipeline' = 'task'): boolean {
  const pattern = new RegExp(`^${PAC.replace(/[./]/g, '\\$&')}${kind}(?:-[0-9]+)?$`);
  return annotations !== undefined && Object.keys(annotations).some((key) => pattern.test(key));
}
