import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * Reads the peak resident memory of this process. `process.resourceUsage().maxRSS` is only the fallback,
 * because on Linux it includes the parent's memory at the fork.
 */
export function peakBytes(): number {
  const [, kilobytes] =
    /VmHWM:\s+(\d+) kB/.exec(existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '') ?? [];
  return 1024 * (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes));
}
