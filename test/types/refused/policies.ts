import { App } from 'cdk8s';
import { mirrorImages, Policy, type PolicyVisitor, restrictSecurity, schedulePods } from 'tekwire';

const app = new App();
const ok: PolicyVisitor = { step: (step, { stepTemplate }) => ({ ...step, image: step.image ?? stepTemplate?.image ?? 'busybox:1.37.0' }) };
Policy.of(app)
  .add(ok)
  .add((manifest) => manifest, { except: [app] });

// error: 'steps' does not exist
Policy.of(app).add({ steps: (step) => step });
// error: is not assignable to type 'StepSpec'
Policy.of(app).add({ step: () => undefined });
// error: '"true"' is not assignable to type
Policy.of(app).add({ step: (step) => ({ ...step, imagePullPolicy: 'true' }) });
// error: Type 'number' is not assignable to type 'string'
mirrorImages({ 'docker.io': 5000 });
// error: 'user' does not exist
restrictSecurity({ user: 65534 });
// error: Type 'string' is not assignable to type
schedulePods({ tolerations: 'ci' });
