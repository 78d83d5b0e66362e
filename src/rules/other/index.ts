import type { Rule } from '../contract/rule';
import { otherKindRules } from './other-kinds';

/** Rules for the remaining kinds of Tekton. */
export const rules: readonly Rule[] = [...otherKindRules];
