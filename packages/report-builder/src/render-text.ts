import type { Report, ReportIssue, ReportItem, ReportTotal } from '@async-catalog/product-schema';
import { priceText } from './price-text.ts';
import { isPlain, wrapPlain } from './wrap-plain.ts';

/** Columns of a plain terminal. A wide character (CJK, emoji) takes two. */
const WIDTH = 80;

/** A line as it is, or a label and a text that is wrapped to the width. */
type Line = string | readonly [label: string, text: string];

/** For a person: what became of the submission, what needs attention, then every item. Lines have at most 80 columns. */
export async function renderText(report: Report): Promise<string> {
  const lines = [
    ...headOf(report),
    ...sectionOf(`Issues (${report.issues.length})`, report.issues.flatMap(issueLines)),
    ...sectionOf('Saved, by category and currency', report.summary.totals.map(totalLine)),
    ...sectionOf(`Items (${report.items.length})`, report.items.map(itemLine)),
    '',
  ];
  const wrap = lines.every((line) => typeof line === 'string' || isPlain(line[1]))
    ? wrapPlain
    : await wrapAnything();
  return lines.map((line) => (typeof line === 'string' ? line : wrapped(line, wrap))).join('\n');
}

/** Loaded where it is needed: it knows every emoji, which takes longer than all the rest of this package. */
async function wrapAnything(): Promise<typeof wrapPlain> {
  const { default: wrapAnsi } = await import('wrap-ansi');
  return (text, columns) => wrapAnsi(text, columns, { hard: true, trim: true });
}

function headOf({ header, summary }: Report): Line[] {
  const { counts } = summary;
  return [
    `Submission ${header.submissionId}: ${summary.status.replaceAll('_', ' ')}`,
    '',
    ['  Caller      ', printable(header.caller)],
    `  Accepted    ${header.createdAt}`,
    `  Completed   ${header.completedAt}`,
    `  Took        ${summary.durationMs} ms`,
    '',
    ...(['total', 'saved', 'superseded', 'failed', 'rejected'] as const).map(
      (name) => `  ${capitalized(name).padEnd(10)}  ${String(counts[name]).padStart(6)}`,
    ),
  ];
}

function sectionOf(title: string, lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : ['', title, '-'.repeat(title.length), ...lines];
}

function issueLines({ index, sku, severity, code, pointer, detail }: ReportIssue): Line[] {
  const where = [`#${index}`, sku, pointer].filter((part) => part !== undefined && part !== '').join(' ');
  return [
    [`  ${severity.padEnd(7)}  `, printable(`${where}: ${code}`)],
    [' '.repeat(11), printable(detail)],
  ];
}

function totalLine({ category, currency, products, priceInHundredths }: ReportTotal): Line {
  const price = priceText(priceInHundredths).padStart(16);
  return [`${String(products).padStart(8)}  ${price} ${currency}  `, printable(category ?? '(no category)')];
}

function itemLine({ index, outcome, version, productId, ...item }: ReportItem): Line {
  const price =
    item.priceInHundredths === undefined
      ? undefined
      : `${priceText(item.priceInHundredths)} ${item.currency ?? ''}`;
  const rest = [item.sku, version && `version ${version}`, price, item.category, productId];
  return [
    `${`#${index}`.padStart(8)}  ${outcome.padEnd(10)}  `,
    printable(rest.filter((part) => part !== undefined).join(', ')),
  ];
}

/** Further lines start under the text's first. */
function wrapped([label, text]: Exclude<Line, string>, wrap: typeof wrapPlain): string {
  const indent = ' '.repeat(label.length);
  return wrap(text, WIDTH - label.length)
    .split('\n')
    .map((line, number) => ((number === 0 ? label : indent) + line).trimEnd())
    .join('\n');
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
