import { startProcess } from '@async-catalog/local/testing/start-process';
import { expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from './testing/browser.ts';

/** Time of the first text or picture after the address was opened: https://www.w3.org/TR/paint-timing/ */
const FIRST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const [entry] = list.getEntriesByName('first-contentful-paint');
    if (entry) resolve(entry.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

it('opens at the address that `start` prints first, and shows the sample', async () => {
  const startedAt = performance.now();
  const started = startProcess([]);
  onTestFinished(async () => {
    started.child.kill('SIGINT');
    await started.ended;
  });
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const { api } = await started.ready;
  const readyMs = performance.now() - startedAt;
  const page = await browser.newPage();
  await page.goto(`${api}/console/`);
  const paintMs = await page.evaluate<number>(FIRST_PAINT);
  await page.getByRole('heading', { name: 'Saved in the last hour' }).waitFor();
  const numbersMs = await page.evaluate<number>('performance.now()');

  await page.goto(`${api}/console/submissions`);
  await page.getByRole('link', { name: '…' }).first().waitFor();
  expect(await page.getByText('completed').count()).toBeGreaterThan(0);
  process.stdout.write(
    `start to ready ${readyMs.toFixed(0)} ms; opened to first content ${paintMs.toFixed(0)} ms, to numbers ${numbersMs.toFixed(0)} ms\n`,
  );
});
