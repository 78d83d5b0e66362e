export { Deduplicate } from './deduplicate';
export { GitClone, type GitCloneProps } from './git-clone';
export { Gitleaks } from './gitleaks';
export { Gosec } from './gosec';
export { Semgrep, type SemgrepProps } from './semgrep';
export { SeverityGate, type SeverityGateProps } from './severity-gate';
export { Summary } from './summary';
export { Trivy, type TrivyProps } from './trivy';
