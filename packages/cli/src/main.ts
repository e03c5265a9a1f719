#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EXIT } from './errors.ts';
import { catchInterruption } from './interruption.ts';
import { createProgram } from './program.ts';

const signal = catchInterruption();

const program = createProgram(
  async (options) => (await import('./context.ts')).createContext(options, process, signal),
  (code) => {
    process.exitCode = code;
  },
);
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has already printed its message.
    process.exitCode = error.exitCode === 0 ? EXIT.allSaved : EXIT.usedWrongly;
  } else {
    const { code, message, exitCode } = (await import('./explain-error.ts')).explainError(error);
    process.stderr.write(`${message}\n`);
    if (program.opts()['json'] === true) {
      process.stdout.write(`${JSON.stringify({ event: 'error', code, message, exitCode })}\n`);
    }
    process.exitCode = exitCode;
  }
}
