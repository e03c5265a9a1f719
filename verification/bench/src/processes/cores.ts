import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** What is measured has a core of its own; what drives it, and what it calls, share the others. */
export type Cores = 'measured' | 'others' | 'all';

const MEASURED_CORE = 1;

/** What to put before a command so that it stays on those cores: nothing where there is no `taskset` (of util-linux), or only one core. */
export function pinTo(cores: Cores): readonly string[] {
  return canPin() ? [TASKSET, '-c', listOf(cores)] : [];
}

/** Keeps this process away from what is measured. */
export function pinThisProcess(): void {
  if (canPin()) {
    execFileSync(TASKSET, ['-cp', listOf('others'), String(process.pid)], { stdio: 'ignore' });
  }
}

const TASKSET = 'taskset';

/** Taken once: what is available to this process changes when it is pinned itself. */
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
