import {
  type Report,
  type ReportIssue,
  type ReportItem,
  type ReportTotal,
  toPrintableText,
} from '@async-catalog/product-schema';
import { formatPrice } from './format-price.ts';
import { isPlain, wrapPlain } from './wrap-plain.ts';

/** Columns of a plain terminal; wide characters (CJK, emoji) take two. */
const WIDTH = 80;

/** A finished line, or a label and a text to wrap. */
type Line = string | readonly [label: string, text: string];

/** Renders a report for a person: the result, then what needs attention, then every item, in at most 80 columns. */
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

/** Loads wrap-ansi only when needed: its emoji data takes longer to load than the rest of this package. */
async function wrapAnything(): Promise<typeof wrapPlain> {
  const { default: wrapAnsi } = await import('wrap-ansi');
  return (text, columns) => wrapAnsi(text, columns, { hard: true, trim: true });
}

function headOf({ header, summary }: Report): Line[] {
  const { counts } = summary;
  return [
    `Submission ${header.submissionId}: ${summary.status.replaceAll('_', ' ')}`,
    '',
    ['  Caller      ', toPrintableText(header.caller)],
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
    [`  ${severity.padEnd(7)}  `, toPrintableText(`${where}: ${code}`)],
    [' '.repeat(11), toPrintableText(detail)],
  ];
}

function totalLine({ category, currency, products, priceInHundredths }: ReportTotal): Line {
  const price = formatPrice(priceInHundredths).padStart(16);
  return [
    `${String(products).padStart(8)}  ${price} ${currency}  `,
    toPrintableText(category ?? '(no category)'),
  ];
}

function itemLine({ index, outcome, version, productId, ...item }: ReportItem): Line {
  const price =
    item.priceInHundredths === undefined
      ? undefined
      : `${formatPrice(item.priceInHundredths)} ${item.currency ?? ''}`;
  const rest = [item.sku, version && `version ${version}`, price, item.category, productId];
  return [
    `${`#${index}`.padStart(8)}  ${outcome.padEnd(10)}  `,
    toPrintableText(rest.filter((part) => part !== undefined).join(', ')),
  ];
}

/** Wraps a text with a hanging indent under its first line. */
function wrapped([label, text]: Exclude<Line, string>, wrap: typeof wrapPlain): string {
  const indent = ' '.repeat(label.length);
  return wrap(text, WIDTH - label.length)
    .split('\n')
    .map((line, number) => ((number === 0 ? label : indent) + line).trimEnd())
    .join('\n');
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
