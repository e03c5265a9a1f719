import type { Findings, Table, Target } from '../../results/findings.ts';
import { sampledTarget } from '../../results/sampled-target.ts';
import { BILL_ITEMS, billOf, totalOf } from './bill.ts';
import { type Design, per1000, requestsOf, SUBMISSION_NAMES, type SubmissionName } from './designs.ts';
import { PRICES } from './prices.ts';

/** Limits for 1,000 products, of requests and of dollars against the plain design. */
const LIMITS: Readonly<Record<SubmissionName, { readonly requests: number; readonly costRatio: number }>> = {
  alone: { requests: 7200, costRatio: 1.15 },
  of1: { requests: 5400, costRatio: 1 },
  of100: { requests: 1450, costRatio: 0.15 },
  of1000: { requests: 1330, costRatio: 0.1 },
};
const MAX_LOG_BYTES = 300;

/**
 * @param plain The plain design. @param ours Ours, by name: the run in the middle. @param requests The requests of each run
 * for 1,000 products. @param samples Further samples to keep.
 */
export function findingsOf(
  plain: readonly Design[],
  ours: Readonly<Record<SubmissionName, Design>>,
  requests: Readonly<Record<SubmissionName, readonly number[]>>,
  samples: Findings['samples'],
): Findings {
  const designs = [...plain, ...Object.values(ours)];
  const plainDollars = totalOf(billOf(designs[0]!));
  return {
    targets: [
      ...SUBMISSION_NAMES.flatMap((name): Target[] => [
        sampledTarget(
          {
            name: `AWS requests for 1,000 products, ${ours[name].name}`,
            bound: 'at most',
            limit: LIMITS[name].requests,
            unit: 'requests',
          },
          requests[name],
        ),
        {
          name: `dollars for a million products against the plain design, ${ours[name].name}`,
          bound: 'at most',
          limit: LIMITS[name].costRatio,
          value: totalOf(billOf(ours[name])) / plainDollars,
          unit: '×',
        },
      ]),
      {
        name: 'log of a product, one a request',
        bound: 'at most',
        limit: MAX_LOG_BYTES,
        value: ours.of1.logBytes / ours.of1.products,
        unit: 'bytes',
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
    samples: {
      ...samples,
      ...Object.fromEntries(SUBMISSION_NAMES.map((name) => [`requests, ${name}`, [...requests[name]]])),
    },
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
