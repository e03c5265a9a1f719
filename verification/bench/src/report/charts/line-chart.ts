import { extent } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import type { LineChart } from '../../results/findings.ts';
import { figure } from '../figure.ts';
import { round, rule, SERIES_COLOURS, svg, text } from './svg.ts';

const WIDTH = 760;
const PLOT_HEIGHT = 320;
const TOP = 40;
const LEFT = 76;
const RIGHT = 20;
const LEGEND_ROW = 20;
const MAX_TICKS = 8;

type Axis = LineChart['x'];

/** Draws lines through points, on axes that are linear from zero or logarithmic over whole powers of ten. */
export function renderLineChart({ title, x: xAxis, y: yAxis, lines }: LineChart): string {
  const bottom = TOP + PLOT_HEIGHT;
  const points = lines.flatMap((line) => line.points);
  const x = scaleOf(
    xAxis,
    points.map(([value]) => value),
  ).range([LEFT, WIDTH - RIGHT]);
  const y = scaleOf(
    yAxis,
    points.map(([, value]) => value),
  ).range([bottom, TOP]);

  const grid = [
    ...ticksOf(xAxis, x).flatMap((tick) => [
      rule(x(tick), TOP, x(tick), bottom),
      text(x(tick), bottom + 18, figure(tick), { anchor: 'middle' }),
    ]),
    ...ticksOf(yAxis, y).flatMap((tick) => [
      rule(LEFT, y(tick), WIDTH - RIGHT, y(tick)),
      text(LEFT - 8, y(tick) + 4, figure(tick), { anchor: 'end' }),
    ]),
    text(WIDTH - RIGHT, bottom + 38, xAxis.title, { anchor: 'end' }),
    text(12, TOP - 4, yAxis.title),
  ];
  const drawn = lines.map(({ points: line }, n) => {
    const path = line.map(([a, b]) => `${round(x(a))},${round(y(b))}`).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${colourOf(n)}" stroke-width="2"/>`;
  });
  const legendTop = bottom + 50;
  const legend = lines.flatMap(({ label }, n) => {
    const middle = legendTop + n * LEGEND_ROW;
    return [rule(LEFT, middle, LEFT + 24, middle, colourOf(n)), text(LEFT + 32, middle + 4, label)];
  });
  return svg(WIDTH, legendTop + lines.length * LEGEND_ROW, title, [...grid, ...drawn, ...legend]);
}

type Scale = ReturnType<typeof scaleLinear<number, number>> | ReturnType<typeof scaleLog<number, number>>;

function scaleOf({ scale }: Axis, values: readonly number[]): Scale {
  const [low = 1, high = 1] = extent(values);
  return scale === 'log' ? scaleLog().domain([low, high]).nice() : scaleLinear().domain([0, high]).nice();
}

/** Keeps only the powers of ten on a logarithmic axis, because more ticks would overlap. */
function ticksOf({ scale }: Axis, along: Scale): number[] {
  const ticks = along.ticks(MAX_TICKS);
  return scale === 'log' ? ticks.filter((tick) => Number.isInteger(Math.log10(tick))) : ticks;
}

function colourOf(n: number): string {
  return SERIES_COLOURS[n % SERIES_COLOURS.length]!;
}
