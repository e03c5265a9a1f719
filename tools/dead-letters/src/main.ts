import { ConfigError } from '@async-catalog/env';
import { CommanderError } from 'commander';
import { UsageError } from './options.ts';
import { createProgram } from './program.ts';

try {
  await createProgram((text) => process.stdout.write(`${text}\n`)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has already printed its message.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}
