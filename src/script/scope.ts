/** Where the values of a Task's own params may be used. */
export type StepScope = 'steps';

/** Where the results of a step may be used: in `env`, `command`, `args`, scripts and conditions of the steps behind it. */
export type StepResultScope = 'later steps';

/** Where values of a step may come from: the Task's params, and the results of steps before it. */
export type StepValueScope = StepScope | StepResultScope;
