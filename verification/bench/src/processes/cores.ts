import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Cores: the measured process has its own; the load and the services share the others. */
export type Cores = 'measured' | 'others' | 'all';

const MEASURED_CORE = 1;

/**
 * Builds a command's prefix that keeps it on those cores; empty without `taskset` (util-linux) or with one
 * core.
 */
export function pinTo(cores: Cores): readonly string[] {
  return canPin() ? [TASKSET, '-c', listOf(cores)] : [];
}

/** Keeps this process off the measured process's core. */
export function pinThisProcess(): void {
  if (canPin()) {
    execFileSync(TASKSET, ['-cp', listOf('others'), String(process.pid)], { stdio: 'ignore' });
  }
}

const TASKSET = 'taskset';

/** Cores that are available to this process, read before it is pinned. */
const COUNT = availableParallelism();

function listOf(cores: Cores): string {
  const all = Array.from({ length: COUNT }, (_, core) => core);
  const chosen = {
    measured: [MEASURED_CORE],
    others: all.filter((core) => core !== MEASURED_CORE),
    all,
  } satisfies Record<Cores, number[]>;
  return chosen[cores].join(',');
}

let pinnable: boolean | undefined;

function canPin(): boolean {
  pinnable ??= COUNT > 1 && runs(TASKSET, ['-c', '0', 'true']);
  return pinnable;
}

function runs(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
