import { drop, redrive } from '@async-catalog/dead-letters';
import { toPrintableJson, toPrintableText } from '@async-catalog/product-schema';
import { Command, InvalidArgumentError } from 'commander';
import { type ChoiceOptions, expectFound, type GlobalOptions, readChoice, UsageError } from './options.ts';
import { openQueue } from './open-queue.ts';
import { readDeadLetters } from './read-dead-letters.ts';
import { explainMoved } from './explain-moved.ts';
import {
  renderDeadLetterTable,
  renderLastError,
  renderOrigin,
  renderReason,
} from './render/dead-letter-table.ts';

/** Creates the commands. `print` receives their output; errors are thrown. */
export function createProgram(print: (text: string) => void): Command {
  const program = new Command('dead-letters')
    .description(
      'Lists what could not be saved and why, sends it back to the queue of large submissions, or deletes it.',
    )
    .option('--json', 'print JSON')
    .option('--local', 'use the catalog that `start` runs on this machine')
    .option('--prefix <prefix>', 'prefix of the names of queues and functions in this stage', '')
    .exitOverride();

  program
    .command('list')
    .description('list the dead letters, in no order')
    .option('--limit <count>', 'list at most this many', parseCount, 100)
    .action(async (_, command: Command) => {
      const { json, limit, ...options } = command.optsWithGlobals<GlobalOptions & { limit: number }>();
      using queue = await openQueue(options);
      const { deadLetters } = await readDeadLetters(queue, { choice: 'all', atMost: limit });
      print(
        json
          ? toJson(deadLetters.map(({ body: _body, ...deadLetter }) => deadLetter))
          : renderDeadLetterTable(deadLetters),
      );
    });

  program
    .command('show')
    .description('print whole messages, and the last error of those that SQS moved')
    .argument('<ids...>')
    .action(async (ids: string[], _, command: Command) => {
      const { json, ...options } = command.optsWithGlobals<GlobalOptions>();
      using queue = await openQueue(options);
      const { deadLetters, notFound } = await readDeadLetters(queue, { choice: ids });
      const explained = await explainMoved(deadLetters, options.prefix);
      print(
        json
          ? toJson(explained)
          : explained
              .map((one) =>
                [
                  `${one.id}  ${renderReason(one)}`,
                  ...renderOrigin(one),
                  ...renderLastError(one),
                  toPrintableText(one.body),
                ].join('\n'),
              )
              .join('\n\n'),
      );
      expectFound(notFound);
    });

  program
    .command('redrive')
    .description('send dead letters back to product-bulk-queue')
    .argument('[ids...]')
    .option('--all', 'send back all of them')
    .action(async (ids: string[], _, command: Command) => {
      const { json, all, ...options } = command.optsWithGlobals<ChoiceOptions>();
      const choice = readChoice(ids, all);
      using queue = await openQueue(options);
      const { count, notFound } = await redrive(queue, choice, { now: new Date() });
      print(json ? toJson({ redriven: count, notFound }) : `Sent back: ${count}`);
      expectFound(notFound);
    });

  program
    .command('drop')
    .description('delete dead letters for good: their products are not saved')
    .argument('[ids...]')
    .option('--all', 'delete all of them')
    .option('--yes', 'confirm --all')
    .action(async (ids: string[], _, command: Command) => {
      const { json, all, yes, ...options } = command.optsWithGlobals<ChoiceOptions>();
      const choice = readChoice(ids, all);
      if (choice === 'all' && !yes) {
        throw new UsageError('This cannot be undone. Add --yes to delete all dead letters.');
      }
      using queue = await openQueue(options);
      const { count, notFound } = await drop(queue, choice);
      print(json ? toJson({ dropped: count, notFound }) : `Dropped: ${count}`);
      expectFound(notFound);
    });

  return program;
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 999999.');
  }
  return Number(text);
}

function toJson(value: unknown): string {
  return toPrintableJson(value, 2);
}
