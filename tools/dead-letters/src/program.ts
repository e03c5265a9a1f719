import { createSqsClient } from '@async-catalog/aws-clients';
import { Command, InvalidArgumentError } from 'commander';
import { findQueues } from './adapters/find-queues.ts';
import { createSqsLetterBox } from './adapters/sqs-letter-box.ts';
import { localEnvironment, setEnvironment } from './config.ts';
import { type Choice, forChosen } from './core/choose-letters.ts';
import type { LetterBox } from './core/letter-box.ts';
import { redrive } from './core/redrive.ts';
import { letterTable, whyOf } from './render/letter-table.ts';

interface GlobalOptions {
  readonly json?: true;
  readonly local?: true;
  readonly prefix: string;
}

interface ChoiceOptions extends GlobalOptions {
  readonly all?: true;
  readonly yes?: true;
}

/** What the user asked for can't be done, and nothing was. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Letters that were asked for by their ids weren't there. */
export class LettersNotFoundError extends Error {
  override readonly name = 'LettersNotFoundError';

  constructor(ids: readonly string[]) {
    super(
      `no such letter: ${ids.join(', ')} (another look may see it, if somebody else has it out just now)`,
    );
  }
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 999999.');
  }
  return Number(text);
}

/** The commands. `print` gets what they answer; errors are thrown. */
export function createProgram(print: (text: string) => void): Command {
  const program = new Command('dead-letters')
    .description(
      'What could not be saved: shows it and why, sends it back to the product queue, or drops it.',
    )
    .option('--json', 'answer in JSON')
    .option('--local', 'use the catalog that `pnpm start` runs on this machine')
    .option('--prefix <prefix>', 'what stands before the names of the queues in this stage', '')
    .exitOverride();

  program
    .command('list')
    .description('what is in the dead-letter queue, in no order')
    .option('--limit <count>', 'at most so many', countOf, 100)
    .action(async (_, command: Command) => {
      const { json, limit, ...options } = command.optsWithGlobals<GlobalOptions & { limit: number }>();
      using box = await openBox(options);
      const all = { choice: 'all', atMost: limit } as const;
      const { letters } = await forChosen(box, all, async () => 'stays');
      print(json ? toJson(letters.map(({ body: _body, ...letter }) => letter)) : letterTable(letters));
    });

  program
    .command('show')
    .description('whole letters')
    .argument('<ids...>')
    .action(async (ids: string[], _, command: Command) => {
      const { json, ...options } = command.optsWithGlobals<GlobalOptions>();
      using box = await openBox(options);
      const { letters, notFound } = await forChosen(box, { choice: ids }, async () => 'stays');
      print(
        json
          ? toJson(letters)
          : letters.map((letter) => `${letter.id}  ${whyOf(letter)}\n${letter.body}`).join('\n\n'),
      );
      expectFound(notFound);
    });

  program
    .command('redrive')
    .description('sends letters back to the product queue')
    .argument('[ids...]')
    .option('--all', 'all of them')
    .action(async (ids: string[], _, command: Command) => {
      const { json, all, ...options } = command.optsWithGlobals<ChoiceOptions>();
      const choice = choiceOf(ids, all);
      using box = await openBox(options);
      const { count, notFound } = await redrive(box, choice, new Date());
      print(json ? toJson({ redriven: count, notFound }) : `sent back: ${count}`);
      expectFound(notFound);
    });

  program
    .command('drop')
    .description('deletes letters: what they hold is not saved, and gone')
    .argument('[ids...]')
    .option('--all', 'all of them')
    .option('--yes', 'needed with --all')
    .action(async (ids: string[], _, command: Command) => {
      const { json, all, yes, ...options } = command.optsWithGlobals<ChoiceOptions>();
      const choice = choiceOf(ids, all);
      if (choice === 'all' && !yes) {
        throw new UsageError('drop --all needs --yes: there is no way back');
      }
      using box = await openBox(options);
      const { letters, notFound } = await forChosen(box, { choice }, async (letter) => {
        await box.remove(letter);
        return 'gone';
      });
      print(json ? toJson({ dropped: letters.length, notFound }) : `dropped: ${letters.length}`);
      expectFound(notFound);
    });

  return program;
}

async function openBox({ local, prefix }: GlobalOptions): Promise<LetterBox & Disposable> {
  if (local) {
    setEnvironment(localEnvironment());
  }
  const sqs = createSqsClient();
  const box = createSqsLetterBox(sqs, await findQueues(sqs, prefix));
  return { ...box, [Symbol.dispose]: () => sqs.destroy() };
}

function choiceOf(ids: readonly string[], all: true | undefined): Choice {
  if (all === true ? ids.length > 0 : ids.length === 0) {
    throw new UsageError('name the letters, or say --all');
  }
  return all === true ? 'all' : ids;
}

function expectFound(notFound: readonly string[]): void {
  if (notFound.length > 0) {
    throw new LettersNotFoundError(notFound);
  }
}

function toJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
