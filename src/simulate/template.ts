import type { Manifest } from '../spec';
import { BindingError, type BoundParam, type DeclaredParam } from './bindings';
import { isFields } from './cel-values';
import { JsonError, parseGoJson } from './go-json';

/** The spec of a TriggerTemplate. */
export interface TemplateSpec {
  readonly params?: readonly DeclaredParam[];
  readonly resourcetemplates?: readonly unknown[];
}

/** What labels of a created object say. */
export interface CreatedBy {
  readonly listener: string;
  readonly trigger: string;
  readonly eventID: string;
}

const OLD_ESCAPES = 'triggers.tekton.dev/old-escape-quotes';

/**
 * The objects that a template creates. @throws BindingError when a value breaks the JSON of one
 * @see triggers pkg/template/resource.go applyParamsToResourceTemplate; pkg/resources/create.go
 */
export function createdObjects(template: Manifest, spec: TemplateSpec, params: readonly BoundParam[], by: CreatedBy): readonly Manifest[] {
  const annotations = (template.metadata?.annotations ?? {}) as Readonly<Record<string, unknown>>;
  const hasOldEscapes = Object.hasOwn(annotations, OLD_ESCAPES);
  return (spec.resourcetemplates ?? []).map((resource) => {
    let text = JSON.stringify(resource);
    for (const { name, value } of params) {
      const escaped = (hasOldEscapes ? value.replaceAll('"', '\\"') : value).replaceAll('$(', '$$$$(');
      text = text.replaceAll(`$(tt.params.${name})`, () => escaped);
    }
    return labelled(read(text.replaceAll('$(uid)', by.eventID), by.trigger), by);
  });
}

function read(text: string, trigger: string): Readonly<Record<string, unknown>> {
  try {
    const made = parseGoJson(text);
    if (isFields(made)) return made;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
  }
  throw new BindingError(`a value breaks the JSON of the object that the template of ${trigger} creates`);
}

function labelled(made: Readonly<Record<string, unknown>>, { listener, trigger, eventID }: CreatedBy): Manifest {
  const metadata = isFields(made.metadata) ? made.metadata : {};
  const labels = {
    ...(isFields(metadata.labels) ? metadata.labels : {}),
    'triggers.tekton.dev/eventlistener': listener,
    'triggers.tekton.dev/trigger': trigger,
    'triggers.tekton.dev/triggers-eventid': eventID,
  };
  return { ...made, metadata: { ...metadata, labels } } as unknown as Manifest;
}
