import { type App, Chart, Duration } from 'cdk8s';
import { defaultPipelineTask, defaultResources, mirrorImages, Policy, restrictSecurity, schedulePods, setMetadata } from 'tekwire';
import { deliveryOf, deliveryTasks } from './delivery';
import { repositories } from './repositories';

const environments = {
  development: { memory: '512Mi', pool: 'spot' },
  staging: { memory: '1Gi', pool: 'ci' },
  production: { memory: '2Gi', pool: 'ci' },
} as const;

/** The pipelines of twenty repositories in three environments, with the rules of the platform team. */
export function platform(app: App) {
  for (const [environment, { memory, pool }] of Object.entries(environments)) {
    const chart = new Chart(app, environment, { namespace: `delivery-${environment}` });
    const tasks = deliveryTasks(chart);
    for (const repository of repositories) deliveryOf(chart, repository, tasks);

    Policy.of(chart)
      .add(defaultResources({ requests: { cpu: '100m', memory }, limits: { memory } }))
      .add(schedulePods({ nodeSelector: { 'acme.example/pool': pool } }))
      // kaniko builds as root, in its container only
      .add(restrictSecurity({ runAsUser: 65534 }), { except: [tasks.build] });
  }
  Policy.of(app)
    .add(mirrorImages({ 'docker.io': 'registry.acme.example/docker', 'gcr.io': 'registry.acme.example/gcr' }))
    .add(setMetadata({ labels: { 'acme.example/owner': 'platform' } }))
    .add(defaultPipelineTask({ timeout: Duration.minutes(20) }));
}
