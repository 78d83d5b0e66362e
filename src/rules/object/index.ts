import type { Rule } from '../contract/rule';
import { containerRules } from './containers';
import { enumValueRules } from './enum-values';
import { fieldRules } from './fields';
import { imageRules } from './images';
import { kindRules } from './kinds';
import { listItemRules } from './list-items';
import { madeNameRules } from './made-names';
import { metadataRules } from './metadata';
import { objectSizeRules } from './object-size';

/** What holds for objects of every kind. */
export const rules: readonly Rule[] = [
  ...metadataRules,
  ...kindRules,
  ...fieldRules,
  ...objectSizeRules,
  ...containerRules,
  ...imageRules,
  ...madeNameRules,
  ...listItemRules,
  ...enumValueRules,
];
