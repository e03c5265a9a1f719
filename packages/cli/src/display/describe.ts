import type { Import } from '@async-catalog/client';
import {
  fieldName,
  type FileFormat,
  type ImportIssueGroup,
  toPrintableText,
} from '@async-catalog/product-schema';
import type { Found, FoundImport, ImportOutcome, ImportPlan } from './display.ts';
import { formatBytes, formatCount, formatDuration } from './format.ts';
import type { Pace } from './pace.ts';

/** Describes the file in one line: `products.csv: CSV, ; between cells, utf-8, 1.2 MB`. */
export function describeFile({ fileName, size, format, mapping }: ImportPlan): string {
  const facts = [
    ...describeFormat(format),
    formatBytes(size),
    mapping.layout === undefined ? undefined : `layout of ${mapping.layout}`,
    mapping.decimal === ',' ? 'decimal comma' : undefined,
    mapping.op === undefined ? undefined : `op ${mapping.op}`,
    ...Object.entries(mapping.defaults ?? {}).map(([field, value]) => `${field} ${value} where it is blank`),
  ];
  return toPrintableText(`${fileName}: ${facts.filter((fact) => fact !== undefined).join(', ')}`);
}

const SHOWN_IGNORED = 20;

/** Lists the columns with their fields and reasons. Of many that are ignored, the last line counts the others. */
export function listGuesses(guesses: ImportPlan['guesses']): ImportPlan['guesses'] {
  const ignored = guesses.filter(({ field }) => field === undefined);
  const folded = new Set(ignored.slice(SHOWN_IGNORED));
  // A line that counts one column would save none.
  return folded.size < 2
    ? guesses
    : [
        ...guesses.filter((guess) => !folded.has(guess)),
        { column: `and ${formatCount(folded.size)} others`, reason: '--json lists them' },
      ];
}

function describeFormat(format: FileFormat): (string | undefined)[] {
  const { kind, encoding, compression } = format;
  return [
    kind === 'csv' ? `CSV with ${describeDelimiter(format)}` : 'NDJSON',
    encoding,
    compression === 'none' ? undefined : compression,
  ];
}

export function describeDelimiter({ delimiter = ',' }: FileFormat): string {
  return DELIMITERS[delimiter] ?? delimiter;
}

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

export function describeFound({ state, import: found, received }: FoundImport): string {
  const { importId, size, status, startedAt } = found;
  const texts: Readonly<Record<Found, string>> = {
    new: `New import ${importId}.`,
    resumed: `Resuming import ${importId}: ${formatBytes(received)} of ${formatBytes(size)} are there already.`,
    started: `Import ${importId} of this file was started at ${startedAt}: nothing is sent again (0 bytes).`,
    ended: `Import ${importId} of this file is ${words(status)}: nothing is sent again (0 bytes). --key imports it once more.`,
  };
  return toPrintableText(texts[state]);
}

/** Describes bytes that are done, with their speed. */
export function describeBytes(done: number, total: number, { perSecond, secondsLeft }: Pace): string {
  return [
    `${formatBytes(done)} of ${formatBytes(total)}`,
    perSecond === undefined ? undefined : `${(perSecond / 1e6).toFixed(1)} MB/s`,
    left(secondsLeft),
  ]
    .filter((part) => part !== undefined)
    .join('  ');
}

const STILL_SECONDS = 5;

/** Describes how far an import is: rows, their speed, and outcomes. */
export function describeProgress(
  { counts, rows, dryRun, status }: Import,
  { perSecond, secondsLeft, secondsStill }: Pace,
): string {
  const done = counts.total - counts.pending;
  const waits = secondsStill >= STILL_SECONDS && (status === 'queued' || counts.pending > 0);
  return [
    `${formatCount(done)} of ${formatCount(rows.read)} rows`,
    perSecond === undefined ? undefined : `${formatCount(Math.round(perSecond))} rows/s`,
    dryRun ? `valid ${formatCount(counts.valid)}` : `saved ${formatCount(counts.saved + counts.superseded)}`,
    `failed ${formatCount(notSaved(counts))}`,
    // The service works on others, or a row waits two minutes for its product: the API doesn't say which.
    waits
      ? `no change for ${formatDuration(Math.floor(secondsStill))}: in the queue, or waiting for a missing product`
      : left(secondsLeft),
  ]
    .filter((part) => part !== undefined)
    .join('  ');
}

function left(seconds: number | undefined): string | undefined {
  return seconds === undefined || seconds === 0 ? undefined : `ETA ${formatDuration(seconds)}`;
}

/** Counts the items that ended without being saved, or, in a dry run, without being valid. */
export function notSaved({ failed, rejected, cancelled }: Import['counts']): number {
  return failed + rejected + cancelled;
}

/** Lists what the summary shows: outcomes, and what was changed, without those that are 0. */
export function outcomeRows({ counts, changes, rows, dryRun }: Import): (readonly [string, number])[] {
  const { total, ...outcomes } = counts;
  const verb = dryRun ? 'would be ' : '';
  return [
    ...Object.entries(outcomes),
    ...Object.entries(changes).map(([change, count]) => [`${verb}${change}`, count] as const),
    ['rows without an item', rows.skipped] as const,
  ]
    .filter(([, count]) => count > 0)
    .concat([['total', total]]);
}

/** Says what is wrong with which field, if it is one. */
export function describeError({
  pointer = '',
  detail,
}: {
  pointer?: string | undefined;
  detail: string;
}): string {
  return `${fieldName(pointer)} ${detail}`.trim();
}

/** Lists a code of issues: their number, and one of them. */
export function issueCells({ code, count, example }: ImportIssueGroup): string[] {
  return [code, formatCount(count), `line ${formatCount(example.line)}: ${describeError(example)}`].map(
    toPrintableText,
  );
}

/** Says in one line how an import ended. */
export function describeOutcome({ import: state }: ImportOutcome): string {
  const { fileName, status, counts, dryRun, failure, deadlineAt } = state;
  const good = dryRun
    ? `${formatCount(counts.valid)} valid`
    : `${formatCount(counts.saved + counts.superseded)} saved`;
  const total = `${good} of ${formatCount(counts.total)}`;
  const place =
    failure?.line === undefined
      ? ''
      : ` (line ${failure.line}${failure.column ? `, column ${failure.column}` : ''})`;
  const parts = [
    `${fileName}: ${words(status)}, ${total}${dryRun ? '; nothing was stored' : ''}.`,
    failure === undefined ? undefined : `${failure.code}: ${failure.detail}${place}`,
    status === 'overdue'
      ? `${formatCount(counts.pending)} are pending past the deadline (${deadlineAt}): ask who runs the catalog.`
      : undefined,
  ];
  return toPrintableText(parts.filter((part) => part !== undefined).join(' '));
}

function words(status: Import['status']): string {
  return status.replaceAll('_', ' ');
}
