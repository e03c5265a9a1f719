import {
  type Report,
  type ReportIssue,
  type ReportItem,
  type ReportTotal,
  toPrintableText,
} from '@async-catalog/product-schema';
import { eastAsianWidth } from 'get-east-asian-width';
import { formatAmount, formatPriceBefore, formatPriceOf } from './money.ts';
import { isSavedEarlier } from './saved-earlier.ts';

/** Columns of a line; wide characters (CJK, emoji) take two. */
const WIDTH = 100;

/** Limit of the lines of an issue. */
const ISSUE_LINES = 4;

/** Code units of a line that are looked at: any that fit, and marks that take no column. */
const MAX_LENGTH = 4 * WIDTH;

/**
 * Renders a report for a person, line by line: the result, then what needs attention, then every item. A text
 * that is too long is cut; only an issue continues on a few lines, because its detail ends with the fix.
 */
export function* renderText(report: Report): Generator<string> {
  yield* headOf(report);
  yield* sectionOf(`Issues (${report.issues.length})`, report.issues, issueLines);
  yield* sectionOf('Saved, by category and currency', report.summary.totals, totalLine);
  yield* sectionOf(`Items (${report.items.length})`, report.items, itemLine);
}

const COUNTS = ['total', 'saved', 'superseded', 'failed', 'rejected', 'cancelled'] as const;

function* headOf({ header, summary }: Report): Generator<string> {
  yield `Submission ${header.submissionId}: ${summary.status.replaceAll('_', ' ')}\n\n`;
  yield toLine('  Caller      ', header.caller);
  yield `  Accepted    ${header.createdAt}\n`;
  yield `  Completed   ${header.completedAt}\n`;
  yield `  Took        ${summary.durationMs} ms\n\n`;
  for (const name of COUNTS) {
    // Few submissions are cancelled.
    if (name === 'cancelled' && summary.counts.cancelled === 0) {
      continue;
    }
    yield `  ${capitalized(name).padEnd(10)}  ${String(summary.counts[name]).padStart(6)}${name === 'saved' ? changesIn(summary) : ''}\n`;
  }
  for (const { currency, products, digits, differenceInMinorUnits: minorUnits } of summary.priceChanges) {
    const whose = products === 1 ? 'Price of 1 product' : `Prices of ${products} products`;
    yield `\n  ${whose} changed by ${formatAmount({ digits, minorUnits })} ${currency}\n`;
  }
}

function changesIn({ changes }: Report['summary']): string {
  const known = Object.entries(changes).filter(([, count]) => count > 0);
  return known.length === 0 ? '' : `  (${known.map(([change, count]) => `${count} ${change}`).join(', ')})`;
}

function* sectionOf<Entry>(
  title: string,
  entries: readonly Entry[],
  lineOf: (entry: Entry) => string,
): Generator<string> {
  if (entries.length > 0) {
    yield `\n${title}\n${'-'.repeat(title.length)}\n`;
    for (const entry of entries) {
      yield lineOf(entry);
    }
  }
}

function issueLines({ index, line, sku, severity, code, pointer, detail }: ReportIssue): string {
  const where = [code, line === undefined ? undefined : `line ${line}`, sku, pointer]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  return toLine(`${`#${index}`.padStart(8)}  ${severity.padEnd(10)}  `, `${where}: ${detail}`, ISSUE_LINES);
}

function totalLine({ category, currency, products, digits, priceInMinorUnits }: ReportTotal): string {
  const price = formatAmount({ digits, minorUnits: priceInMinorUnits }).padStart(16);
  return toLine(`${String(products).padStart(8)}  ${price} ${currency}  `, category ?? '(no category)');
}

function itemLine(item: ReportItem): string {
  const { index, outcome, version, productId, sku } = item;
  const amount = formatPriceOf(item);
  const now = amount === undefined ? undefined : `${amount} ${item.currency}`;
  const before = formatPriceBefore(item);
  const price = now !== undefined && before !== undefined ? `${before} -> ${now}` : now;
  const rest = [
    // A product without SKU has no other name.
    sku ?? productId,
    // A put is what is expected, and a product that is deleted says so.
    item.op === 'put' || item.change === 'deleted' ? undefined : item.op,
    isSavedEarlier(item) ? 'by an earlier delivery' : undefined,
    version && `version ${version}`,
    price,
    item.changedFields && `changed ${item.changedFields.join(' ')}`,
    item.category,
  ];
  return toLine(
    `${`#${index}`.padStart(8)}  ${(item.change ?? outcome).padEnd(10)}  `,
    rest.filter((part) => part !== undefined).join(', '),
  );
}

/** Writes a label and a text from outside as at most that many lines, cut at the last one's width. */
function toLine(label: string, text: string, maxLines = 1): string {
  const maxLength = maxLines * MAX_LENGTH;
  let rest = toPrintableText(text.slice(0, maxLength).toWellFormed());
  const lines: string[] = [];
  const room = WIDTH - label.length;
  while (lines.length < maxLines - 1) {
    const { end } = fitInto(rest, room);
    if (end === rest.length) {
      break;
    }
    const space = rest.lastIndexOf(' ', end);
    const next = space > 0 ? space : end;
    lines.push(rest.slice(0, next));
    rest = rest.slice(next).trimStart();
  }
  const { end, cut } = fitInto(rest, room);
  const isWhole = end === rest.length && text.length <= maxLength;
  lines.push(isWhole ? rest : `${rest.slice(0, cut)}…`);
  const indent = ' '.repeat(label.length);
  return lines.map((line, at) => `${`${at === 0 ? label : indent}${line}`.trimEnd()}\n`).join('');
}

/** Finds where the text that fits ends, and where it is cut to leave a column for an ellipsis. */
function fitInto(text: string, room: number): { end: number; cut: number } {
  let columns = 0;
  let end = 0;
  let cut = 0;
  for (const character of text) {
    columns += widthOf(character);
    if (columns > room || end >= MAX_LENGTH) {
      break;
    }
    end += character.length;
    cut = columns < room ? end : cut;
  }
  return { end, cut };
}

const VARIATION_SELECTOR_16 = '\uFE0F';
const NO_COLUMN = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Counts the columns of a code point, at most as many as a terminal takes for it in any sequence. */
function widthOf(character: string): number {
  if (character < '\u0300') {
    return 1;
  }
  if (character === VARIATION_SELECTOR_16) {
    // Makes a narrow symbol before it a wide emoji.
    return 1;
  }
  return NO_COLUMN.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
