import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Findings } from '../results/findings.ts';
import { renderBarChart } from './charts/bar-chart.ts';
import { renderLineChart } from './charts/line-chart.ts';
import { type Measured, renderPerformancePage } from './performance-page.ts';

const CHART_FOLDER = 'performance';

/** Writes `performance.md` and the folder with its charts anew. Resolves to the page's path. */
export async function writeReport(directory: string, measured: readonly Measured[]): Promise<string> {
  const charts = path.join(directory, CHART_FOLDER);
  await rm(charts, { recursive: true, force: true });
  await mkdir(charts, { recursive: true });
  for (const chart of measured.flatMap(({ result }) => result.findings.charts)) {
    await writeFile(path.join(charts, `${chart.name}.svg`), renderChart(chart));
  }
  const page = path.join(directory, 'performance.md');
  await writeFile(page, renderPerformancePage(measured, CHART_FOLDER));
  return page;
}

function renderChart(chart: Findings['charts'][number]): string {
  return chart.kind === 'bars' ? renderBarChart(chart) : renderLineChart(chart);
}
