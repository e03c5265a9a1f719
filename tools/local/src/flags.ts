import { parseArgs } from 'node:util';

/** Command-line flags of `start`. */
export interface Flags {
  /** End after the summary. */
  readonly once: boolean;
  /** Start without the sample catalog. */
  readonly empty: boolean;
  /** Keep state in this directory; in memory without it. */
  readonly dataDir?: string;
}

export const USAGE = 'usage: npx --yes pnpm@12 start [--once] [--empty] [--data-dir DIR]';

/** An unknown flag, or one without its value. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'USAGE';
}

/** @throws {UsageError} naming the flag. */
export function parseFlags(args: readonly string[]): Flags {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean', default: false },
        empty: { type: 'boolean', default: false },
        'data-dir': { type: 'string' },
      },
    });
    if (values['data-dir'] === '') {
      throw new UsageError('--data-dir needs a directory.');
    }
    return {
      once: values.once,
      empty: values.empty,
      ...(values['data-dir'] !== undefined && { dataDir: values['data-dir'] }),
    };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message, { cause: error });
  }
}
