export { renderScript } from '../../../src/script/render';
export { bash, sh } from '../../../src/script/script';
export { integer, words } from '../../../src/script/value';
