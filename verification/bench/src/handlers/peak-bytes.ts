import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * Reads the peak resident memory of this process. `process.resourceUsage().maxRSS` is the last resort: on
 * Linux, that begins with what the parent had when it forked.
 */
export function peakBytes(): number {
  const [, kilobytes] =
    /VmHWM:\s+(\d+) kB/.exec(existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '') ?? [];
  return 1024 * (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes));
}
