import type { Ref, Text } from '../refs';
import type { StepScope } from '../script';

/** A string in a step: literal, or with params of the Task in it. */
export type StepText<S = StepScope> = string | Text<S> | Ref<'string', unknown, S>;
