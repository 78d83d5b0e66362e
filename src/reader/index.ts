export { load } from './load';
export { readYaml } from './read';
