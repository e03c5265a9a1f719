import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { Bar, BarChart } from '../../results/findings.ts';
import { figure } from '../figure.ts';
import { OURS, PEER, round, rule, svg, text } from './svg.ts';

const WIDTH = 760;
const LABELS = 250;
const VALUES = 90;
const ROW = 24;
const GROUP_GAP = 34;
const TOP = 34;

/** Draws groups of horizontal bars from zero on one scale, with a thin line for each measured range. */
export function renderBarChart({ title, unit, groups }: BarChart): string {
  const bars = groups.flatMap((group) => group.bars);
  const x = scaleLinear()
    .domain([0, max(bars, ({ value, high }) => high ?? value) ?? 1])
    .range([LABELS, WIDTH - VALUES]);

  function row({ label, value, low, high, ours = false }: Bar, y: number): string[] {
    const middle = y + ROW / 2;
    return [
      text(LABELS - 8, middle + 4, label, { anchor: 'end', weight: ours ? 'bold' : 'normal' }),
      `<rect x="${LABELS}" y="${round(y + 4)}" width="${round(x(value) - LABELS)}" height="${ROW - 8}" rx="2" fill="${ours ? OURS : PEER}"/>`,
      ...(low === undefined || high === undefined ? [] : [rule(x(low), middle, x(high), middle, '#111827')]),
      text(x(high ?? value) + 6, middle + 4, figure(value), { weight: ours ? 'bold' : 'normal' }),
    ];
  }

  const shapes: string[] = [text(WIDTH - 12, 24, unit, { anchor: 'end' })];
  let y = TOP;
  for (const group of groups) {
    if (group.title !== '') {
      shapes.push(text(12, y + 20, group.title, { weight: 'bold' }));
      y += GROUP_GAP - ROW / 4;
    }
    for (const bar of group.bars) {
      shapes.push(...row(bar, y));
      y += ROW;
    }
  }
  return svg(WIDTH, y + 12, title, shapes);
}
