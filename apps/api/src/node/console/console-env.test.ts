import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnv } from '@async-catalog/env';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { consoleEnv, toConsoleSettings } from './console-env.ts';

const ISSUER = 'https://issuer.example/realms/shop';
const OPEN = { access: undefined, reportBucketName: 'report-bucket' };
const SECURED = { ...OPEN, access: { issuer: ISSUER, audience: 'catalog', jwksUrl: undefined } };

function builtConsole(): string {
  const dir = mkdtempSync(join(tmpdir(), 'console-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'index.html'), '');
  return dir;
}

const load = (env: Record<string, string>) => loadEnv(z.object(consoleEnv), env);

it('serves no console unless a folder is named', () => {
  expect(toConsoleSettings(load({}), OPEN)).toBeUndefined();
});

it('refuses a folder that holds no built console, and says what writes it', () => {
  expect(() => load({ CONSOLE_DIR: import.meta.dirname })).toThrow(/^CONSOLE_DIR: .*build of apps\/console/);
});

it('tells the console of an open service no issuer, and lets it call where S3 is', () => {
  const dir = builtConsole();
  const env = load({ CONSOLE_DIR: dir, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4566/' });

  expect(toConsoleSettings(env, OPEN)).toEqual({
    dir,
    config: { apiUrl: '/', stage: 'local' },
    connect: ['http://127.0.0.1:4566'],
    faultsUrl: undefined,
  });
});

it('tells the console whose tokens the service takes, and lets it call the issuer', () => {
  const env = load({ CONSOLE_DIR: builtConsole(), AWS_REGION: 'eu-west-1' });

  expect(toConsoleSettings(env, SECURED)).toMatchObject({
    config: { auth: { issuer: ISSUER, clientId: 'async-catalog-console', audience: 'catalog' } },
    connect: ['https://report-bucket.s3.eu-west-1.amazonaws.com', 'https://issuer.example'],
  });
});

it.each([
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, 'http://127.0.0.1:1'],
  [
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:2' },
    'http://127.0.0.1:2',
  ],
])('finds S3 as the SDK does: %j', (env, origin) => {
  expect(toConsoleSettings(load({ CONSOLE_DIR: builtConsole(), ...env }), OPEN)?.connect).toEqual([origin]);
});

it('tells the console of fault controls where there are some', () => {
  const faultsUrl = 'http://127.0.0.1:1/secret';
  const env = load({ CONSOLE_DIR: builtConsole(), CONSOLE_FAULTS_URL: faultsUrl });

  expect(toConsoleSettings(env, OPEN)).toMatchObject({ config: { faults: '/console/faults' }, faultsUrl });
});
