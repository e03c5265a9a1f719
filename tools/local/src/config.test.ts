import { ConfigError } from '@async-catalog/env';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

describe('loadConfig', () => {
  it.each([[{}], [{ API_PORT: '', AWS_ENDPOINT_URL_S3: '' }]])('has a default for everything: %j', (env) => {
    expect(loadConfig(env)).toEqual({
      apiPort: 3000,
      cloudPort: 4566,
      inspectPort: 9229,
      endpoints: {},
      access: {},
      allowed: {},
      console: {},
    });
  });

  it('takes 0 for a free port, and endpoints to use instead of an emulator', () => {
    expect(
      loadConfig({
        API_PORT: '0',
        LOCAL_CLOUD_PORT: '0',
        INSPECT_PORT: '0',
        AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
        AUTH_ISSUER: 'https://issuer.example',
        API_ALLOWED_ORIGINS: 'http://localhost:5173',
        API_ALLOWED_HOSTS: 'host.docker.internal',
        CONSOLE_CLIENT_ID: 'my-console',
      }),
    ).toEqual({
      apiPort: 0,
      cloudPort: 0,
      inspectPort: 0,
      endpoints: { dynamodb: { url: 'http://127.0.0.1:8000', variable: 'AWS_ENDPOINT_URL_DYNAMODB' } },
      access: { AUTH_ISSUER: 'https://issuer.example' },
      allowed: { API_ALLOWED_ORIGINS: 'http://localhost:5173', API_ALLOWED_HOSTS: 'host.docker.internal' },
      console: { CONSOLE_CLIENT_ID: 'my-console' },
    });
  });

  it.each(['localhost:9324', 'ftp://localhost', 'localhost'])('refuses %s as an endpoint', (url) => {
    expect(() => loadConfig({ AWS_ENDPOINT_URL: url })).toThrow(
      'AWS_ENDPOINT_URL: must be an http: or https: URL',
    );
  });

  it('takes AWS_ENDPOINT_URL for every service without a variable of its own', () => {
    const all = { url: 'http://localhost:5000', variable: 'AWS_ENDPOINT_URL' };
    const s3 = { url: 'http://localhost:9000', variable: 'AWS_ENDPOINT_URL_S3' };

    const { endpoints } = loadConfig({ AWS_ENDPOINT_URL: `${all.url}/`, AWS_ENDPOINT_URL_S3: s3.url });

    expect(endpoints).toEqual({ sqs: all, s3, dynamodb: all });
  });

  it.each([
    ['API_PORT', '65535', '65536'],
    ['LOCAL_CLOUD_PORT', '65532', '65533'],
    ['INSPECT_PORT', '65534', '65535'],
  ])('takes %s up to %s and refuses %s by name', (name, largest, tooLarge) => {
    expect(() => loadConfig({ [name]: largest })).not.toThrow();
    expect(() => loadConfig({ [name]: tooLarge })).toThrow(name);
  });

  it('names every variable that is wrong', () => {
    const env = { API_PORT: 'http', LOCAL_CLOUD_PORT: '-1', AWS_ENDPOINT_URL_SQS: 'sqs' };
    expect(() => loadConfig(env)).toThrow(ConfigError);
    expect(() => loadConfig(env)).toThrow(/API_PORT.*LOCAL_CLOUD_PORT.*AWS_ENDPOINT_URL_SQS/);
  });
});
