import { expect, it } from 'vitest';
import { start } from './start.ts';

it('refuses to submit the sample where it has no token, and says what to do', async () => {
  const access = { AUTH_ISSUER: 'https://issuer.example', AUTH_AUDIENCE: 'catalog' };
  const config = {
    apiPort: 0,
    cloudPort: 0,
    inspectPort: 0,
    endpoints: {},
    access,
    allowed: {},
    console: {},
  };

  const flags = { once: true, empty: false, watch: false, inspect: false, help: false };

  await expect(start({ flags, config, output: process.stdout })).rejects.toThrow(
    /^AUTH_ISSUER, AUTH_AUDIENCE .*--empty$/,
  );
});
