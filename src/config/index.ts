export type { Settings } from './configuration';
export { ConfigError, tryFindConfig } from './find';

/** Everything about config files; loaded on demand, because most programs have none. */
export function configuration(): typeof import('./configuration') {
  return require('./configuration') as typeof import('./configuration');
}
