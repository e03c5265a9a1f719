import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { serveDeployed } from './testing/serve-deployed.ts';

const SCREENS = ['Import a file', 'Submissions and imports', 'Products', 'Dead letters', 'Reference', 'Now'];

describe('the deployed build, under the deployed content security policy', () => {
  let console: OpenConsole;
  let deployed: Awaited<ReturnType<typeof serveDeployed>>;
  beforeAll(async () => {
    console = await openConsole();
    deployed = await serveDeployed(console.catalog.apiUrl, console.catalog.endpoints.s3);
  });
  afterAll(async () => {
    deployed.close();
    await console[Symbol.asyncDispose]();
  });

  it('allows no inline code or style', () => {
    expect(deployed.policy).toContain("script-src 'self';");
    expect(deployed.policy).toContain("style-src 'self';");
    expect(deployed.policy).not.toContain('unsafe');
  });

  it('shows every screen, calls the API below /api, and has nothing to break', async () => {
    const { submissionId } = await console.api.saveProducts([{ sku: 'D-1', name: 'Teapot', price: 12.5 }]);
    const { page, failures, elsewhere } = await console.openPage({ baseURL: deployed.url });
    const calls: string[] = [];
    page.on('request', (request) => calls.push(new URL(request.url()).pathname));
    await page.goto('');
    for (const name of SCREENS) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    }
    await page.goto(`submissions/${submissionId}`);
    await page.getByText('Ended: completed').waitFor();
    await page.getByRole('link', { name: 'D-1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Teapot' }).waitFor();

    expect(await page.getByRole('link', { name: 'Break it' }).count()).toBe(0);
    expect(
      calls.filter((path) => /^\/api\/(?:stats|submissions|dead-letters|docs)/.test(path)).length,
    ).toBeGreaterThan(4);
    expect(failures).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  it('imports a file, whose parts go to the bucket', async () => {
    const { page, failures } = await console.openPage({ baseURL: deployed.url });
    await page.goto('import');
    await page.locator('input[type=file]').setInputFiles({
      name: 'tea.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('SKU,Name,Price\nD-2,Cup,3.50\n'),
    });
    await page.getByRole('button', { name: 'Import without a preview' }).click();
    await page.getByText('1 saved').waitFor();
    expect(failures).toEqual([]);
  });

  it('sends requests of the reference to the API', async () => {
    const { page } = await console.openPage({ baseURL: deployed.url });
    await page.goto('api/docs');
    await page.getByRole('heading', { name: 'AsyncCatalog', level: 1 }).waitFor();
    await page.getByText(`${deployed.url}api`).first().waitFor();
    expect(await page.getByText(`${deployed.url}api`).count()).toBeGreaterThan(0);
  });
});
