import security from 'eslint-plugin-security';

export default [
  security.configs.recommended,
  { rules: { 'no-eval': 'error', 'no-debugger': 'error', eqeqeq: 'warn', 'no-var': 'warn' } },
];
