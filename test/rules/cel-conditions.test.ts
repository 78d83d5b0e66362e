import { checkYaml } from '../../src/extension/rules';

/** The diagnostics of TW269 for a condition in CEL of a task in `finally`. */
function found(cel: string): readonly string[] {
  const yaml = `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: p}
spec:
  tasks: [{name: a, taskSpec: {steps: [{image: busybox, args: [x]}]}}]
  finally: [{name: f, when: [{cel: ${JSON.stringify(cel)}}], taskSpec: {steps: [{image: busybox, args: [x]}]}}]
`;
  const diagnostics = checkYaml(yaml, { features: { 'enable-cel-in-whenexpression': 'true' } });
  return diagnostics.filter(({ code }) => code === 'TW269').map(({ message }) => message);
}

describe('a condition in CEL', () => {
  it.each([
    `'$(tasks.a.status)' == 'Success'`,
    `"Success" != "$(tasks.a.status)"`,
    `'$(tasks.a.status)' in ['Succeeded', 'Success']`,
    `!('$(tasks.a.status)' in ['Success']) && size('x') > 0`,
  ])('that compares a status with another word is an error: %s', (cel) => {
    expect(found(cel)).toEqual(['"$(tasks.a.status)" is never "Success" (available: Succeeded, Failed, None)']);
  });

  it.each([
    `'$(tasks.a.status)' in ['Succeeded', 'None']`,
    `'$(tasks.a.status)'.startsWith('Succ') || 'Success' == 'x'`,
    `'$(tasks.a.reason)' == 'Success'`,
  ])('with values that occur is correct: %s', (cel) => {
    expect(found(cel)).toEqual([]);
  });
});
