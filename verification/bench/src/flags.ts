import { parseArgs } from 'node:util';

export interface Flags {
  /** Names of the parts to run, in the order of the report. */
  readonly parts: readonly string[];
  readonly quick: boolean;
  /** Compares the counted figures with the accepted ones instead; `accept` writes those anew. */
  readonly trend: boolean;
  readonly accept: boolean;
  readonly help: boolean;
}

const TREND = 'trend';

/** An error in the command line. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
  readonly code = 'FLAG';
}

/**
 * @param known Names of all parts; they are all run when none is named.
 * @param quickest Names of those that a quick run has when none is named.
 * @throws {FlagError}
 */
export function parseFlags(
  args: readonly string[],
  known: readonly string[],
  quickest: readonly string[] = known,
): Flags {
  const { values, positionals } = parse(args);
  const trend = positionals.includes(TREND);
  if (trend && (positionals.length > 1 || values.quick)) {
    throw new FlagError(`${TREND} runs alone, and always in the same way.`);
  }
  if (values.accept && !trend) {
    throw new FlagError(`Only ${TREND} takes --accept.`);
  }
  if (trend) {
    return { parts: [], trend, ...values };
  }
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new FlagError(`No such part: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  }
  const unnamed = values.quick ? quickest : known;
  const parts = positionals.length === 0 ? unnamed : known.filter((name) => positionals.includes(name));
  return { parts, trend, ...values };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        accept: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new FlagError((error as Error).message, { cause: error });
  }
}
