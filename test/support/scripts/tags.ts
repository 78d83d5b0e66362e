export { renderScript } from '../../../src/task/render-script';
export { bash, sh } from '../../../src/task/script';
export { integer, words } from '../../../src/task/script-value';
