import type { AwsAction } from './aws-action.ts';

export interface Count extends Omit<AwsAction, 'units'> {
  readonly requests: number;
  /** Billed units, see {@link AwsAction.units}. */
  readonly units: number;
}

/** Adds up requests by service and action. */
export function createCounts() {
  const counts = new Map<string, Count>();
  return {
    add({ service, action, units }: AwsAction): void {
      const key = `${service} ${action}`;
      const { requests = 0, units: before = 0 } = counts.get(key) ?? {};
      counts.set(key, { service, action, requests: requests + 1, units: before + units });
    },
    /** Returns the counts since the last call. */
    take(): Count[] {
      const taken = [...counts.values()];
      counts.clear();
      return taken;
    },
  };
}
