import type { Rule } from '../contract/rule';
import { otherKindRules } from './other-kinds';

/** The remaining kinds of Tekton. */
export const rules: readonly Rule[] = [...otherKindRules];
