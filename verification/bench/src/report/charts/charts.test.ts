import { describe, expect, it } from 'vitest';
import type { BarChart, LineChart } from '../../results/findings.ts';
import { renderBarChart } from './bar-chart.ts';
import { renderLineChart } from './line-chart.ts';

const bars: BarChart = {
  kind: 'bars',
  name: 'start',
  title: 'Start & answer',
  unit: 'ms',
  groups: [
    {
      title: 'Worker',
      bars: [
        { label: 'empty <handler>', value: 50 },
        { label: 'ours', value: 100, low: 80, high: 200, ours: true },
      ],
    },
  ],
};

const line: LineChart = {
  kind: 'lines',
  name: 'drain',
  title: 'Drain',
  x: { title: 'products', scale: 'log' },
  y: { title: 'seconds', scale: 'linear' },
  lines: [
    {
      label: 'as shipped',
      points: [
        [1e6, 100],
        [1e8, 900],
      ],
    },
  ],
};

/** Reads the numbers of an attribute, in the order of the drawing. */
function numbers(picture: string, pattern: RegExp): number[] {
  return [...picture.matchAll(pattern)].map(([, value]) => Number(value));
}

describe('renderBarChart', () => {
  it('draws bars from zero, as long as their values', () => {
    const [short, long] = numbers(renderBarChart(bars), /<rect [^>]*width="([\d.]+)"/g);
    expect(long).toBe(2 * short!);
  });

  it('has room for the whole range that was seen', () => {
    const [, ends] = /<line x1="[\d.]+" y1="[\d.]+" x2="([\d.]+)"/.exec(renderBarChart(bars)) ?? [];
    expect(Number(ends)).toBeLessThanOrEqual(760);
  });

  it('escapes what a label says', () => {
    const picture = renderBarChart(bars);
    expect(picture).toContain('Start &amp; answer');
    expect(picture).toContain('empty &lt;handler&gt;');
  });
});

describe('renderLineChart', () => {
  it('draws a line from the least to the greatest along a logarithmic axis', () => {
    const [, path = ''] = /points="([^"]+)"/.exec(renderLineChart(line)) ?? [];
    const [first = '', last = ''] = path.split(' ');
    expect(first.split(',')[0]).toBe('76');
    expect(last.split(',')[0]).toBe('740');
  });

  it('labels a logarithmic axis with powers of ten', () => {
    const picture = renderLineChart(line);
    for (const tick of ['1,000,000', '10,000,000', '100,000,000']) {
      expect(picture).toContain(`>${tick}<`);
    }
    expect(picture).not.toContain('>2,000,000<');
  });

  it('begins a linear axis at zero', () => {
    expect(renderLineChart(line)).toContain('>0<');
  });

  it('names each line', () => {
    expect(renderLineChart(line)).toContain('>as shipped<');
  });
});
