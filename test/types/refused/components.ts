import { component } from 'tekwire/deploy';

component('helm://security-tasks/gosec');
component('pkg:helm/security-tasks/gosec');
component('./tasks/lint');
component('https://tasks.acme.example/lint.yaml');
component(process.argv[2] as string);

// error: Expected<"helm://RELEASE/TASK">
component('helm://security-tasks');
// error: Expected<"helm://RELEASE/TASK">
component('helm://security-tasks/a/b');
// error: Expected<"pkg:helm/RELEASE/TASK">
component('pkg:helm/security-tasks/');
// error: Expected<"a path, an https:// URL, helm://RELEASE/TASK or pkg:helm/RELEASE/TASK">
component('http://tasks.acme.example/lint.yaml');
// error: Expected<"a path, an https:// URL, helm://RELEASE/TASK or pkg:helm/RELEASE/TASK">
component('pkg:npm/left-pad');
