import { ApiRunCluster } from '../cluster/api-run-cluster';
import { type ClusterChoice, connect } from '../cluster/connection';
import type { RunCluster } from './run-cluster';

/** Connects to the cluster of a command. */
export async function openCluster(choice: ClusterChoice, err: (text: string) => void): Promise<RunCluster> {
  const connection = await connect(choice);
  if (connection.isInsecure) err(`warning: the kubeconfig turns off the verification of ${connection.server}'s certificate`);
  return new ApiRunCluster(connection);
}
