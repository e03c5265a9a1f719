import { onTestFinished } from 'vitest';
import { openConsole } from './open-console.ts';
import { startIssuer } from './start-issuer.ts';

/** Starts the catalog with an issuer until the end of the test. */
export async function openWith(options: Parameters<typeof startIssuer>[0]) {
  const issuer = await startIssuer(options);
  const console = await openConsole(issuer.issuer);
  onTestFinished(async () => {
    await console[Symbol.asyncDispose]();
    issuer.close();
  });
  return { issuer, ...(await console.openPage()) };
}
