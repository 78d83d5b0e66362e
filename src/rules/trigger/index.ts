import type { Rule } from '../contract/rule';
import { eventListenerRules } from './event-listeners';
import { eventRootsRules } from './event-roots';
import { eventTypesRules } from './event-types';
import { eventValueRules } from './event-values';
import { interceptorNamesRules } from './interceptor-names';
import { interceptorRules } from './interceptors';
import { triggerSetRules } from './sets';
import { triggerTemplateRules } from './templates';
import { triggerRules } from './triggers';

/** Rules for EventListeners, Triggers, TriggerBindings and TriggerTemplates. */
export const rules: readonly Rule[] = [
  ...eventListenerRules,
  ...triggerRules,
  ...triggerTemplateRules,
  ...triggerSetRules,
  ...interceptorRules,
  ...eventValueRules,
  ...interceptorNamesRules,
  ...eventRootsRules,
  ...eventTypesRules,
];
