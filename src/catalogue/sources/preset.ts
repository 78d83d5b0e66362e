import { type ParamDeclaration, param } from '../../task';

/** A required string param of which a preset value is the default; in another pipeline it is given. */
export function presetParam(description: string, value: string | undefined): ParamDeclaration<'string', false, never> {
  return param.string({ description, ...(value !== undefined && { default: value }) }) as ParamDeclaration<'string', false, never>;
}

/** The names of the params with a preset value, which a pipeline does not lift. */
export function presetNames(values: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(values).filter((name) => values[name] !== undefined);
}
