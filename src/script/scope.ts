/** The scope of the values of a Task's own params. */
export type StepScope = 'steps';

/** The scope of a step's results: `env`, `command`, `args`, scripts and conditions of the steps after it. */
export type StepResultScope = 'later steps';

/** The scopes of the values in a step: the Task's params, and the results of steps before it. */
export type StepValueScope = StepScope | StepResultScope;
