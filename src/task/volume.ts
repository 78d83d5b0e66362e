import { plain } from '../refs';
import type { CsiSource, KeyToPath, ProjectedSource, Volume, VolumeMount } from '../spec';
import type { StepText } from './step-text';

/** Keys of a Secret or ConfigMap as files. The names may contain params of the Task. */
interface Files extends Pick<NonNullable<Volume['secret']>, 'optional' | 'defaultMode'> {
  readonly items?: readonly (Pick<KeyToPath, 'mode'> & { readonly key: StepText; readonly path: StepText })[];
}

type Source = ProjectedSource;
type NamedSource = Omit<NonNullable<Source['secret']>, 'name'> & { readonly name: StepText };

/** Files from several sources. The names may contain params of the Task. */
type TextSource = Omit<Source, 'secret' | 'configMap' | 'serviceAccountToken'> & {
  readonly secret?: NamedSource;
  readonly configMap?: NamedSource;
  readonly serviceAccountToken?: Omit<NonNullable<Source['serviceAccountToken']>, 'audience'> & { readonly audience?: StepText };
};

/** A volume of the Task's pod. Tekton replaces params in fields of type `StepText` only. */
export interface TextVolume extends Omit<Volume, 'name' | 'secret' | 'configMap' | 'persistentVolumeClaim' | 'projected' | 'csi'> {
  readonly name: StepText;
  readonly secret?: Files & { readonly secretName: StepText };
  readonly configMap?: Files & { readonly name: StepText };
  readonly persistentVolumeClaim?: { readonly claimName: StepText; readonly readOnly?: boolean };
  readonly projected?: { readonly sources: readonly TextSource[]; readonly defaultMode?: number };
  readonly csi?: Omit<CsiSource, 'volumeAttributes' | 'nodePublishSecretRef'> & {
    readonly volumeAttributes?: Readonly<Record<string, StepText>>;
    readonly nodePublishSecretRef?: { readonly name: StepText };
  };
}

/** A volume of the Task's pod; a `Volume` of any cdk8s-plus version fits too. */
export type TaskVolume = TextVolume | { readonly name: string; _toKube(): unknown };

/** Mounts a volume of the Task into a container. */
export interface TextVolumeMount extends Omit<VolumeMount, 'name' | 'mountPath' | 'subPath'> {
  readonly name: StepText;
  readonly mountPath: StepText;
  readonly subPath?: StepText;
}

/** Renders a volume. */
export function renderVolume(volume: TaskVolume): Volume {
  return '_toKube' in volume ? (volume._toKube() as Volume) : plain(volume);
}
