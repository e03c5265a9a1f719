import { z } from 'zod';

/** A cell. Numbers get three significant digits or no decimals, whichever is more exact; `null` is a dash. */
export const Cell = z.union([z.string(), z.number(), z.null()]);
export type Cell = z.infer<typeof Cell>;

export const Table = z.object({
  title: z.string(),
  /** Column headings with units. The first column names the row. */
  columns: z.array(z.string()),
  rows: z.array(z.array(Cell)),
  /** Markdown that says how to read the figures. */
  note: z.string().optional(),
});
export type Table = z.infer<typeof Table>;

export const Bar = z.object({
  label: z.string(),
  value: z.number(),
  /** The measured range around `value`. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** Marks our own value among its peers. */
  ours: z.boolean().optional(),
});
export type Bar = z.infer<typeof Bar>;

export const BarChart = z.object({
  kind: z.literal('bars'),
  /** The file's name without `.svg`. */
  name: z.string(),
  title: z.string(),
  unit: z.string(),
  groups: z.array(z.object({ title: z.string(), bars: z.array(Bar) })),
});
export type BarChart = z.infer<typeof BarChart>;

const Axis = z.object({ title: z.string(), scale: z.enum(['linear', 'log']) });

export const LineChart = z.object({
  kind: z.literal('lines'),
  name: z.string(),
  title: z.string(),
  x: Axis,
  y: Axis,
  lines: z.array(z.object({ label: z.string(), points: z.array(z.tuple([z.number(), z.number()])) })),
});
export type LineChart = z.infer<typeof LineChart>;

/** Target of the project, with its bound and the measured value. */
export const Target = z.object({
  name: z.string(),
  bound: z.enum(['at most', 'at least']),
  limit: z.number(),
  value: z.number(),
  /** The interval in which the true value is. Absent if the value was counted, or measured once. */
  low: z.number().optional(),
  high: z.number().optional(),
  unit: z.string(),
});
export type Target = z.infer<typeof Target>;

/** Shares of CPU time by place, the most expensive first, without idle time. */
export const Profile = z.object({
  title: z.string(),
  places: z.array(z.object({ place: z.string(), share: z.number() })),
});
export type Profile = z.infer<typeof Profile>;

/** The findings of one part: everything that the report shows, and the samples behind it. */
export const Findings = z.object({
  targets: z.array(Target),
  tables: z.array(Table),
  charts: z.array(z.discriminatedUnion('kind', [BarChart, LineChart])),
  profiles: z.array(Profile),
  samples: z.record(z.string(), z.array(z.number())),
});
export type Findings = z.infer<typeof Findings>;

/** The outcome of a target: there is not enough to say if its limit is within the interval of what was measured. */
export type Verdict = 'met' | 'missed' | 'not enough to say';

export function verdictOf({ bound, limit, value, low = value, high = value }: Target): Verdict {
  const [best, worst] = bound === 'at most' ? [low, high] : [high, low];
  const isWithin = (figure: number) => (bound === 'at most' ? figure <= limit : figure >= limit);
  if (isWithin(worst)) {
    return 'met';
  }
  return isWithin(best) ? 'not enough to say' : 'missed';
}
