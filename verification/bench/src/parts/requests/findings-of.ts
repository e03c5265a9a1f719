import type { Findings, Table } from '../../results/findings.ts';
import { BILL_ITEMS, billOf, totalOf } from './bill.ts';
import { type Design, per1000, requestsOf } from './designs.ts';
import { PRICES } from './prices.ts';

const MAX_REQUESTS = 1450;
const MAX_COST_RATIO = 1 / 8;

/** @param designs The plain design first, ours with the largest batches last. */
export function findingsOf(designs: readonly Design[], samples: Findings['samples']): Findings {
  const [plain, best] = [designs[0]!, designs.at(-1)!];
  const costRatio = totalOf(billOf(best)) / totalOf(billOf(plain));
  return {
    targets: [
      {
        name: 'AWS requests for 1,000 products in batches of 1,000',
        bound: 'at most',
        limit: MAX_REQUESTS,
        value: requestsOf(best),
        unit: 'requests',
      },
      {
        name: 'dollars for a million products in batches of 1,000, against the plain design',
        bound: 'at most',
        limit: MAX_COST_RATIO,
        value: costRatio,
        unit: '×',
      },
    ],
    tables: [requestTable(designs), billTable(designs), priceTable],
    charts: [
      {
        kind: 'bars',
        name: 'aws-requests',
        title: 'AWS requests for 1,000 products',
        unit: 'requests',
        groups: [{ title: '', bars: designs.map((design) => bar(design, requestsOf(design))) }],
      },
      {
        kind: 'bars',
        name: 'aws-dollars',
        title: 'What a million products cost',
        unit: 'dollars',
        groups: [{ title: '', bars: designs.map((design) => bar(design, totalOf(billOf(design)))) }],
      },
    ],
    profiles: [],
    samples,
  };
}

const bar = ({ name, ours }: Design, value: number) => ({ label: name, value, ours });

function requestTable(designs: readonly Design[]): Table {
  const actions = new Set(
    designs.flatMap(({ counts }) => counts.map(({ service, action }) => `${service} ${action}`)),
  );
  const rows = [...actions].sort().map((name) => [
    name,
    ...designs.map(({ counts, products }) => {
      const count = counts.find(({ service, action }) => `${service} ${action}` === name);
      return count === undefined ? null : per1000(products, count.requests);
    }),
  ]);
  return {
    title: 'Requests for 1,000 products',
    columns: ['request', ...designs.map(({ name }) => name)],
    rows: [
      ...rows,
      ['**all**', ...designs.map(requestsOf)],
      ['for comparison: invocations of both functions', ...designs.map(invocationsOf)],
    ],
  };
}

function invocationsOf({ functions, products }: Design): number {
  return per1000(
    products,
    functions.reduce((sum, { invocations }) => sum + invocations, 0),
  );
}

function billTable(designs: readonly Design[]): Table {
  const bills = designs.map(billOf);
  return {
    title: 'Dollars for a million products',
    columns: ['item', ...designs.map(({ name }) => name)],
    rows: [
      ...BILL_ITEMS.map((item) => [item, ...bills.map((bill) => bill[item])]),
      ['**all**', ...bills.map(totalOf)],
      ['against the plain design', ...bills.map((bill) => totalOf(bill) / totalOf(bills[0]!))],
      [
        'milliseconds of an intake invocation',
        ...designs.map(({ functions }) => functions[0]?.durationMs ?? null),
      ],
      [
        'milliseconds of a worker invocation',
        ...designs.map(({ functions }) => functions[1]?.durationMs ?? null),
      ],
      ['bytes of log for a product', ...designs.map(({ logBytes, products }) => logBytes / products)],
    ],
  };
}

const priceTable: Table = {
  title: 'Prices',
  columns: ['what', 'dollars', 'for', 'source', 'read at'],
  rows: Object.values(PRICES).map(({ what, dollars, per, source, readAt, dated }) => [
    what,
    String(dollars),
    per,
    `[AWS](${source})`,
    `[${new URL(readAt).hostname}](${readAt}), ${dated}`,
  ]),
  note: 'us-east-1, on demand, first tier, no free tier. AWS’s own price pages fill in their figures by script and could not be read offline: each figure is what a dated page by somebody else says of it.',
};
