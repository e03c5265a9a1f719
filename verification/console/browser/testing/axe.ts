import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Finds what axe objects to on the page as it is now: rule, and the elements. */
export async function findViolations(page: Page): Promise<string[]> {
  // As the browser's own tool does, not as a script of the page, which its content security policy would refuse.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe.source });
  const result = await session.send('Runtime.evaluate', {
    expression:
      "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))",
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return result.result.value as string[];
}
