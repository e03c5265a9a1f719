#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EXIT, InterruptedError } from './errors.ts';
import { catchInterruption } from './interruption.ts';
import { createProgram } from './program.ts';

const { signal, isOutputLost } = catchInterruption();

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
  } else if (!isOutputLost() || error instanceof InterruptedError) {
    const { explainError, renderJson } = await import('./explain-error.ts');
    const explanation = explainError(error);
    process.stderr.write(`${explanation.message}\n`);
    if (program.opts()['json'] === true) {
      process.stdout.write(`${renderJson(explanation)}\n`);
    }
    process.exitCode = explanation.exitCode;
  }
}
