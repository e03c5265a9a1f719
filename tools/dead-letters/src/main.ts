import { ConfigError } from '@async-catalog/env';
import { toPrintableText } from '@async-catalog/product-schema';
import { CommanderError } from 'commander';
import { UsageError } from './options.ts';
import { createProgram } from './program.ts';

// `| head` doesn't read to the end. What was to be done has been done by then; 141 is how a shell reports SIGPIPE.
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') {
    process.exit(141);
  }
  process.stderr.write(`The output can't be written: ${message}\n`);
  process.exit(1);
});

try {
  await createProgram((text) => process.stdout.write(`${text}\n`)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has already printed its message.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const lines = (error instanceof Error ? error.message : String(error)).split('\n');
    process.stderr.write(`${lines.map(toPrintableText).join('\n')}\n`);
    process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}
