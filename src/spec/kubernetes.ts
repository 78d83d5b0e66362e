/** Picks one key of a Secret or ConfigMap. */
export interface KeySelector {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

/** The source of an environment variable's value. */
export interface EnvVarSource {
  readonly secretKeyRef?: KeySelector;
  readonly configMapKeyRef?: KeySelector;
  readonly fieldRef?: FieldSelector;
  readonly resourceFieldRef?: ResourceFieldSelector;
  readonly fileKeyRef?: { readonly volumeName: string; readonly path: string; readonly key: string; readonly optional?: boolean };
}

/** Selects a field of the pod, such as `metadata.labels['app']`. */
export interface FieldSelector {
  readonly fieldPath: string;
  readonly apiVersion?: string;
}

/** Selects a resource request or limit of a container, such as `limits.cpu`. */
export interface ResourceFieldSelector {
  readonly resource: string;
  readonly containerName?: string;
  readonly divisor?: string;
}

/** One environment variable of a container. */
export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: EnvVarSource;
}

/** All keys of a Secret or ConfigMap as environment variables. */
export interface EnvFromSource {
  readonly prefix?: string;
  readonly secretRef?: { readonly name: string; readonly optional?: boolean };
  readonly configMapRef?: { readonly name: string; readonly optional?: boolean };
}

/** Requests and limits by resource name, as Kubernetes quantities (`500m`, `1Gi`). */
export interface ResourceRequirements {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
  readonly claims?: readonly { readonly name: string; readonly request?: string }[];
}

/** Privileges of one container. */
export interface SecurityContext {
  readonly allowPrivilegeEscalation?: boolean;
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  readonly privileged?: boolean;
  readonly procMount?: string;
  readonly readOnlyRootFilesystem?: boolean;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seLinuxOptions?: SeLinuxOptions;
  readonly seccompProfile?: SeccompProfile;
  readonly appArmorProfile?: SeccompProfile;
  readonly windowsOptions?: WindowsOptions;
}

/** The SELinux label of a process. */
export interface SeLinuxOptions {
  readonly user?: string;
  readonly role?: string;
  readonly type?: string;
  readonly level?: string;
}

/** Privileges of a container on a Windows node. */
export interface WindowsOptions {
  readonly gmsaCredentialSpec?: string;
  readonly gmsaCredentialSpecName?: string;
  readonly hostProcess?: boolean;
  readonly runAsUserName?: string;
}

/** Which system calls a container may make. */
export interface SeccompProfile {
  readonly type: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly localhostProfile?: string;
}

/** Privileges and file ownership of a whole pod. */
export interface PodSecurityContext {
  readonly fsGroup?: number;
  readonly fsGroupChangePolicy?: 'Always' | 'OnRootMismatch';
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seccompProfile?: SeccompProfile;
  readonly supplementalGroups?: readonly number[];
  readonly supplementalGroupsPolicy?: 'Merge' | 'Strict';
  readonly appArmorProfile?: SeccompProfile;
  readonly seLinuxOptions?: SeLinuxOptions;
  readonly windowsOptions?: WindowsOptions;
  readonly sysctls?: readonly { readonly name: string; readonly value: string }[];
}

/** A check whether a container is alive or ready. */
export interface Probe {
  readonly exec?: { readonly command: readonly string[] };
  readonly httpGet?: HttpGet;
  readonly tcpSocket?: TcpSocket;
  readonly grpc?: { readonly port: number; readonly service?: string };
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
  readonly terminationGracePeriodSeconds?: number;
}

/** A toleration of a pod for a node's taint. */
export interface Toleration {
  readonly key?: string;
  readonly operator?: 'Exists' | 'Equal';
  readonly value?: string;
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  readonly tolerationSeconds?: number;
}

/** A request that a probe or hook sends. */
export interface HttpGet {
  readonly port: number | string;
  readonly path?: string;
  readonly scheme?: 'HTTP' | 'HTTPS';
  readonly host?: string;
  readonly httpHeaders?: readonly { readonly name: string; readonly value: string }[];
}

/** A connection that a probe or hook opens. */
export interface TcpSocket {
  readonly port: number | string;
  readonly host?: string;
}

/** An action right after a container has started, or right before it is stopped. */
export interface LifecycleHandler {
  readonly exec?: { readonly command: readonly string[] };
  readonly httpGet?: HttpGet;
  readonly tcpSocket?: TcpSocket;
  readonly sleep?: { readonly seconds: number };
}

/** The hooks of a container at its start and end. */
export interface Lifecycle {
  readonly postStart?: LifecycleHandler;
  readonly preStop?: LifecycleHandler;
  readonly stopSignal?: string;
}

/** Picks objects by their labels. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** How evenly pods are spread over nodes, zones or other parts of the cluster. */
export interface TopologySpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway';
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: readonly string[];
  readonly minDomains?: number;
  readonly nodeAffinityPolicy?: 'Honor' | 'Ignore';
  readonly nodeTaintsPolicy?: 'Honor' | 'Ignore';
}
