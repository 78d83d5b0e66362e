import { CelError } from '../cel';

/** Thrown for what Triggers can do and the simulation cannot; its message is the end of a sentence. */
export class Unsimulated extends CelError {}
