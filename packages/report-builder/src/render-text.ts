import type { Report, ReportIssue, ReportItem, ReportTotal } from '@async-catalog/product-schema';
import wrapAnsi from 'wrap-ansi';
import { priceText } from './price-text.ts';

/** Columns of a plain terminal. A wide character (CJK, emoji) takes two. */
const WIDTH = 80;

/** For a person: what became of the submission, what needs attention, then every item. Lines have at most 80 columns. */
export function renderText(report: Report): string {
  return [
    ...headOf(report),
    ...sectionOf(`Issues (${report.issues.length})`, report.issues.flatMap(issueLines)),
    ...sectionOf('Saved, by category and currency', report.summary.totals.flatMap(totalLines)),
    ...sectionOf(`Items (${report.items.length})`, report.items.flatMap(itemLines)),
    '',
  ].join('\n');
}

function headOf({ header, summary }: Report): string[] {
  const { counts } = summary;
  return [
    `Submission ${header.submissionId}: ${summary.status.replaceAll('_', ' ')}`,
    '',
    ...wrapped(`  Caller      `, header.caller),
    `  Accepted    ${header.createdAt}`,
    `  Completed   ${header.completedAt}`,
    `  Took        ${summary.durationMs} ms`,
    '',
    ...(['total', 'saved', 'superseded', 'failed', 'rejected'] as const).map(
      (name) => `  ${capitalized(name).padEnd(10)}  ${String(counts[name]).padStart(6)}`,
    ),
  ];
}

function sectionOf(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, '-'.repeat(title.length), ...lines];
}

function issueLines({ index, sku, severity, code, pointer, detail }: ReportIssue): string[] {
  const where = [`#${index}`, sku, pointer].filter((part) => part !== undefined && part !== '').join(' ');
  return [...wrapped(`  ${severity.padEnd(7)}  `, `${where}: ${code}`), ...wrapped(' '.repeat(11), detail)];
}

function totalLines({ category, currency, products, priceInHundredths }: ReportTotal): string[] {
  const price = priceText(priceInHundredths).padStart(16);
  return wrapped(`${String(products).padStart(8)}  ${price} ${currency}  `, category ?? '(no category)');
}

function itemLines({ index, outcome, version, productId, ...item }: ReportItem): string[] {
  const price =
    item.priceInHundredths === undefined
      ? undefined
      : `${priceText(item.priceInHundredths)} ${item.currency ?? ''}`;
  const rest = [item.sku, version && `version ${version}`, price, item.category, productId];
  return wrapped(
    `${`#${index}`.padStart(8)}  ${outcome.padEnd(10)}  `,
    rest.filter((part) => part !== undefined).join(', '),
  );
}

/** A label and a text, wrapped to the width; further lines start under the text's first. */
function wrapped(label: string, text: string): string[] {
  const indent = ' '.repeat(label.length);
  return wrapAnsi(printable(text), WIDTH - label.length, { hard: true, trim: true })
    .split('\n')
    .map((line, number) => ((number === 0 ? label : indent) + line).trimEnd());
}

/**
 * Characters that control the terminal or the text, or can't be seen; two joiners stay, which Persian words and composed emoji are written
 * with.
 */
const UNPRINTABLE = /[[\p{Cc}\p{Cf}\u2028\u2029]--[\u200C\u200D]]/gv;

/** What isn't printable shown as escapes: it could make the report look like another, or two names look like one. */
function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex}`;
  });
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
