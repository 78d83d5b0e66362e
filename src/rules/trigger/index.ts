import type { Rule } from '../contract/rule';
import { eventListenerRules } from './event-listeners';
import { triggerSetRules } from './sets';
import { triggerTemplateRules } from './templates';
import { triggerRules } from './triggers';

/** EventListeners, Triggers and TriggerTemplates. */
export const rules: readonly Rule[] = [...eventListenerRules, ...triggerRules, ...triggerTemplateRules, ...triggerSetRules];
