import { parseArgs } from 'node:util';
import { isLastingFault, LASTING_FAULTS, type LastingFault } from './faults/create-faults.ts';

/** Command-line flags of `start`. */
export interface Flags {
  /** End after the summary. */
  readonly once: boolean;
  /** Start without the sample catalog. */
  readonly empty: boolean;
  /** Say how it is used, and start nothing. */
  readonly help: boolean;
  /** Follow changes of the source. */
  readonly watch: boolean;
  /** Let debuggers attach to the functions and to the API. */
  readonly inspect: boolean;
  /** Keep state in this directory; in memory without it. */
  readonly dataDir?: string;
  /** Break the catalog once the sample is saved, for as long as it runs. */
  readonly fault?: LastingFault;
}

export const USAGE = `usage: npx --yes pnpm@12 start [--once | --fault NAME] [--empty]
                               [--data-dir DIR] [--help]
       npx --yes pnpm@12 dev [--inspect] [--fault NAME] [--empty]
                             [--data-dir DIR] [--help]`;

const FAULT_LIST = Object.entries(LASTING_FAULTS)
  .map(([fault, effect]) => `  ${fault.padEnd(16)}  ${effect}`)
  .join('\n');

export const HELP = `${USAGE}

Runs the whole catalog on this machine, built from this source: the console, the
API and the functions, with their queues, tables and reports.

  --once          ends when the sample catalog is saved and updated
  --empty         starts without the sample catalog
  --data-dir DIR  keeps all state in DIR; without it, it ends with the process
  --fault NAME    breaks it once the sample is saved, for as long as it runs
  --inspect       lets debuggers attach to functions and API (only dev)
  --help          prints this

dev follows changes of the source while it runs.

Faults, each with a drill in docs/drills.md:
${FAULT_LIST}

  API_PORT          port of the console and the API: 3000 if not set
  LOCAL_CLOUD_PORT  port of SQS and S3: 4566 if not set; DynamoDB, Lambda
                    and CloudWatch take the next three
  INSPECT_PORT      where debuggers attach to the functions: 9229 if not set;
                    the API takes the next

Port 0 takes a free one. tools/local/README.md has the other variables.
`;

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
        help: { type: 'boolean', short: 'h', default: false },
        watch: { type: 'boolean', default: false },
        inspect: { type: 'boolean', default: false },
        'data-dir': { type: 'string' },
        fault: { type: 'string' },
      },
    });
    if (values['data-dir'] === '') {
      throw new UsageError('--data-dir needs a directory.');
    }
    if (values.once && values.watch) {
      throw new UsageError(
        '--once ends the run, and changes are followed while it goes on: leave out --once.',
      );
    }
    if (values.inspect && !values.watch) {
      throw new UsageError('--inspect needs code that can be read: use npx --yes pnpm@12 dev --inspect.');
    }
    const fault = readFault(values.fault);
    if (fault !== undefined && values.once) {
      throw new UsageError('--fault lasts as long as the run, and --once ends it: leave one of them out.');
    }
    return {
      once: values.once,
      empty: values.empty,
      help: values.help,
      watch: values.watch,
      inspect: values.inspect,
      ...(values['data-dir'] !== undefined && { dataDir: values['data-dir'] }),
      ...(fault !== undefined && { fault }),
    };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message, { cause: error });
  }
}

/** @throws {UsageError} with the faults that there are. */
function readFault(name: string | undefined): LastingFault | undefined {
  if (name !== undefined && !isLastingFault(name)) {
    throw new UsageError(`--fault: there is no fault ${JSON.stringify(name)}. Faults:\n${FAULT_LIST}`);
  }
  return name;
}
