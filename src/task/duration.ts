import type { Duration } from 'cdk8s';
import { demandDuration } from '../synth';

/** Prints a duration as Go does, `1h30m` or `45s`; zero, which Tekton reads as "no limit", is `0s`. @throws Error for anything else */
export function goDuration(duration: Duration): string {
  demandDuration({}, '', duration);
  const total = duration.toMilliseconds();
  const hours = Math.floor(total / 3_600_000);
  const minutes = Math.floor((total % 3_600_000) / 60_000);
  const milliseconds = total % 60_000;
  const seconds = milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
  const text = `${hours === 0 ? '' : `${hours}h`}${minutes === 0 ? '' : `${minutes}m`}${milliseconds === 0 ? '' : seconds}`;
  return text === '' ? '0s' : text;
}
