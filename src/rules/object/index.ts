import type { Rule } from '../contract/rule';
import { containerRules } from './containers';
import { enumValueRules } from './enum-values';
import { fieldRules } from './fields';
import { generatedNameRules } from './generated-names';
import { imageRules } from './images';
import { kindRules } from './kinds';
import { listItemRules } from './list-items';
import { metadataRules } from './metadata';
import { objectSizeRules } from './object-size';

/** Rules for objects of every kind. */
export const rules: readonly Rule[] = [
  ...metadataRules,
  ...kindRules,
  ...fieldRules,
  ...objectSizeRules,
  ...containerRules,
  ...imageRules,
  ...generatedNameRules,
  ...listItemRules,
  ...enumValueRules,
];
