import type { Import, ImportReportFormat, Submission } from '@async-catalog/client';
import { Command, Option } from 'commander';
import type { ImportFileOptions } from './commands/import-file.ts';
import type { ReportOptions } from './commands/imports.ts';
import type { ChangeOptions, ProductChoice } from './commands/products.ts';
import type { ListChoice } from './commands/list-choice.ts';
import type { StoryOptions } from './commands/story.ts';
import type { CallerChoice, SubmitOptions } from './commands/submissions.ts';
import { UsageError } from './errors.ts';
import { type Connect, createRun, type Run } from './create-run.ts';
import { addColumn } from './file/asked-mapping.ts';
import { type MaxFailed, parseMaxFailed } from './max-failed.ts';
import { parseId } from './parse-id.ts';

const EXIT_CODES =
  'Exit code: 0 all saved, 1 some not, 2 used wrongly, 3 impossible or overdue, 130 interrupted, 141 output closed.';

/**
 * Creates the commands. Each loads its code when it runs, so that `--help` doesn't wait for it. `onExit` receives the exit code;
 * errors are thrown.
 */
export function createProgram(connect: Connect, onExit: (code: number) => void): Command {
  const program = new Command('async-catalog')
    .description('Imports files of products into AsyncCatalog, follows them, and reads and changes products.')
    .option('--url <url>', 'API of the catalog (default: http://127.0.0.1:$API_PORT, or port 3000)')
    .option(
      '--token <token>',
      'access token; better in ASYNC_CATALOG_TOKEN, where others on this machine cannot see it',
    )
    .option('--json', 'print a JSON object a line, and ask nothing')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();

  const run = createRun(connect, onExit);

  program
    .command('import')
    .description(
      'import a CSV, TSV or NDJSON file, also gzipped; the same command again goes on where it stopped',
    )
    .argument('<file>')
    .option('--map <field=column>', 'fill a field from a column, such as name=Title; repeatable', addColumn)
    .option('--mapping <file>', 'JSON file with a mapping')
    .addOption(new Option('--decimal <mark>', 'decimal mark of numbers').choices(['.', ',']))
    .option('--currency <code>', 'currency of rows that have none, such as EUR')
    .addOption(
      new Option('--op <op>', 'operation of rows that name none').choices([
        'merge',
        'put',
        'patch',
        'delete',
      ]),
    )
    .option('--dry-run', 'check the whole file, and store nothing')
    .option('--preview', 'as --dry-run, and say what would change')
    .option('--yes', 'do not ask whether the mapping is right')
    .option('--detach', 'do not wait for the outcome')
    .option(
      '--max-failed <rows>',
      'exit with 0 if no more fail: a number, or a share such as 1%',
      parseMaxFailed,
    )
    .option('--key <text>', 'import a file once more that was imported before: another key is another import')
    .action(
      run<ImportFileOptions>(
        async ([file = ''], options, context) =>
          (await import('./commands/import-file.ts')).importFile(file, options, context),
        { reach: false },
      ),
    );

  addImports(program, run);
  addProducts(program, run);

  addSubmissions(program, run);

  program
    .command('story')
    .description('tell what became of a submission and why, from its record and the log')
    .argument('<id>', '', parseId)
    .option('--stage <stage>', 'stage on AWS whose log to read, by the AWS credentials of the environment')
    .addOption(callerOption())
    .action(
      run<StoryOptions>(async ([id = ''], options, context) =>
        (await import('./commands/story.ts')).tellStory(id, options, context),
      ),
    );

  program
    .command('submit')
    .description('submit the product, or the array of items, on the standard input: submit < one.json')
    .option('--detach', 'do not wait for the outcome')
    .action(
      run<SubmitOptions>(async (_, options, context) =>
        (await import('./commands/submissions.ts')).submit(options, context),
      ),
    );

  return program;
}

function addImports(program: Command, run: Run): void {
  const imports = program.command('imports').description('list, follow, cancel and report imports');
  listCommand(imports, 'list imports', [
    'uploading',
    ...SUBMISSION_STATUSES,
  ] satisfies Import['status'][]).action(
    run<ListChoice<Import['status']>>(async (_, options, context) =>
      (await import('./commands/imports.ts')).listImports(options, context),
    ),
  );
  imports
    .command('watch')
    .description('follow an import to its end')
    .argument('<id>', '', parseId)
    .option(
      '--max-failed <rows>',
      'exit with 0 if no more fail: a number, or a share such as 1%',
      parseMaxFailed,
    )
    .action(
      run<{ maxFailed?: MaxFailed }>(async ([id = ''], options, context) =>
        (await import('./commands/imports.ts')).watchImport(id, options, context),
      ),
    );
  imports
    .command('cancel')
    .description('cancel an import: nothing more of it is read, and what is not saved yet is not saved')
    .argument('<id>', '', parseId)
    .action(
      run(async ([id = ''], _, context) => (await import('./commands/imports.ts')).cancelImport(id, context)),
    );
  imports
    .command('report')
    .description('download the report of every row, or the rows that were not saved')
    .argument('<id>', '', parseId)
    .addOption(
      new Option('--format <format>', 'of the report')
        .choices(['csv', 'ndjson', 'failed'] satisfies ImportReportFormat[])
        .default('csv'),
    )
    .option('--output <file>', 'file to write; - is the standard output')
    .action(
      run<ReportOptions>(async ([id = ''], options, context) =>
        (await import('./commands/imports.ts')).downloadReport(id, options, context),
      ),
    );
}

function addSubmissions(program: Command, run: Run): void {
  const submissions = program
    .command('submissions')
    .description('list submissions, look at them, and cancel them');
  listCommand(submissions, 'list submissions', SUBMISSION_STATUSES).action(
    run<ListChoice<Submission['status']>>(async (_, options, context) =>
      (await import('./commands/submissions.ts')).listSubmissions(options, context),
    ),
  );
  submissions
    .command('get')
    .description('show a submission: its status and counts')
    .argument('<id>', '', parseId)
    .action(
      run(async ([id = ''], _, context) =>
        (await import('./commands/submissions.ts')).getSubmission(id, context),
      ),
    );
  submissions
    .command('timeline')
    .description('show what happened to a submission, in order of time')
    .argument('<id>', '', parseId)
    .addOption(callerOption())
    .action(
      run<CallerChoice>(async ([id = ''], options, context) =>
        (await import('./commands/submissions.ts')).showTimeline(id, options, context),
      ),
    );
  submissions
    .command('cancel')
    .description('cancel a submission: what is not saved yet is not saved')
    .argument('<id>', '', parseId)
    .action(
      run(async ([id = ''], _, context) =>
        (await import('./commands/submissions.ts')).cancelSubmission(id, context),
      ),
    );
}

function addProducts(program: Command, run: Run): void {
  const products = program.command('products').description('read, change and delete products');
  products
    .command('get')
    .description('show a product')
    .argument('[id]')
    .option('--sku <sku>', 'instead of its id')
    .action(
      run<ProductChoice>(async ([id], options, context) =>
        (await import('./commands/products.ts')).getProduct(id, options, context),
      ),
    );
  products
    .command('list')
    .description('list products, in no particular order')
    .option('--limit <count>', 'list at most this many', parseCount, 100)
    .action(
      run<{ limit: number }>(async (_, options, context) =>
        (await import('./commands/products.ts')).listProducts(options, context),
      ),
    );
  products
    .command('patch')
    .description('change some fields of a product')
    .argument('[id]')
    .argument('[changes]', 'JSON, such as \'{"price": 34.9, "category": null}\'; else the standard input')
    .option('--sku <sku>', 'instead of its id')
    .option('--if-version <version>', 'only if the product has this version', parseCount)
    .option('--detach', 'do not wait for the outcome')
    .action(
      run<ChangeOptions>(async (args, options, context) =>
        (await import('./commands/products.ts')).patchProduct(args, options, context),
      ),
    );
  products
    .command('delete')
    .description('delete a product')
    .argument('[id]')
    .option('--sku <sku>', 'instead of its id')
    .option('--if-version <version>', 'only if the product has this version', parseCount)
    .option('--yes', 'do not ask')
    .option('--detach', 'do not wait for the outcome')
    .action(
      run<ChangeOptions>(async ([id], options, context) =>
        (await import('./commands/products.ts')).deleteProduct(id, options, context),
      ),
    );
}

const SUBMISSION_STATUSES = [
  'queued',
  'processing',
  'completed',
  'completed_with_errors',
  'failed',
  'cancelled',
  'overdue',
] satisfies Submission['status'][];

/** Adds the command that lists what callers have submitted. */
function listCommand(parent: Command, what: string, statuses: readonly string[]): Command {
  return parent
    .command('list')
    .description(`${what}, newest first`)
    .addOption(new Option('--status <status>', 'list those of one status').choices(statuses))
    .option('--since <time>', 'created from then on: RFC 3339, or a date')
    .option('--until <time>', 'created before then')
    .option(
      '--caller <caller>',
      'list another caller’s, or * for everybody’s; needs the scope catalog:operate',
    )
    .option('--limit <count>', 'list at most this many', parseCount, 20);
}

/** Option by which operators choose a submission of another caller. */
function callerOption(): Option {
  return new Option(
    '--caller <caller>',
    'choose another caller’s, or * for whoever submitted it; needs the scope catalog:operate',
  );
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new UsageError(`${text}: give a whole number from 1.`);
  }
  return Number(text);
}
