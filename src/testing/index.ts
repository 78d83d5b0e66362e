export { manifestsOf, problemsOf } from './testing';
