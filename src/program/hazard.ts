/** A value that becomes part of a program. */
export interface Hazard {
  readonly value: number;
  readonly where: string;
  readonly purpose: 'code' | 'shell';
}
