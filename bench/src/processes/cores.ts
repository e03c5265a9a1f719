import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The core for what is measured; what drives it, and what it calls, has the others. */
export const MEASURED_CORE = 1;
export const OTHER_CORE = 0;

/**
 * What to put before a command so that it stays on one core: nothing where there is no `taskset` (of util-linux), or only one core.
 */
export function pinTo(core: number): readonly string[] {
  return canPin() && core < availableParallelism() ? ['taskset', '-c', String(core)] : [];
}

let pinnable: boolean | undefined;

function canPin(): boolean {
  if (pinnable === undefined) {
    try {
      execFileSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' });
      pinnable = true;
    } catch {
      pinnable = false;
    }
  }
  return pinnable;
}
