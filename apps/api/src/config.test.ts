import { ConfigError } from '@async-catalog/env';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { loadServerConfig } from './node/server-config.ts';

const names = {
  PROCESSOR_FUNCTION_NAME: 'CreateProductProcessor',
  PRODUCT_TABLE_NAME: 'ProductTable',
  SUBMISSION_TABLE_NAME: 'SubmissionTable',
  REPORT_BUCKET_NAME: 'report-bucket',
  PRODUCT_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/product-queue',
  PRODUCT_BULK_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/product-bulk-queue',
  IMPORT_TABLE_NAME: 'ImportTable',
  LIST_TABLE_NAME: 'ListTable',
  LIMIT_TABLE_NAME: 'LimitTable',
  REQUESTS_PER_SECOND: '100',
  PRODUCTS_PER_DAY: '1000',
  IMPORT_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/import-queue',
  PRODUCT_DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/product-dead-letter-queue',
  IMPORT_DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/import-dead-letter-queue',
  WORKER_METRIC_NAMESPACE: 'AsyncCatalog/ProductSaverWorker',
};
const access = { AUTH_ISSUER: 'https://issuer.example', AUTH_AUDIENCE: 'https://catalog.example' };

const wrong = (load: () => unknown): string => {
  try {
    load();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return expect.unreachable('it was loaded');
};

describe('the configuration on Lambda', () => {
  it('is read from the environment', () => {
    expect(loadConfig({ ...names, ...access })).toEqual({
      processorFunctionName: 'CreateProductProcessor',
      productTableName: 'ProductTable',
      submissionTableName: 'SubmissionTable',
      reportBucketName: 'report-bucket',
      productQueueUrl: names.PRODUCT_QUEUE_URL,
      productBulkQueueUrl: names.PRODUCT_BULK_QUEUE_URL,
      importTableName: 'ImportTable',
      listTableName: 'ListTable',
      limitTableName: 'LimitTable',
      quotas: { requests: 100, products: 1000 },
      limitsTimeoutMs: 250,
      importQueueUrl: names.IMPORT_QUEUE_URL,
      productDeadLetterQueueUrl: names.PRODUCT_DEAD_LETTER_QUEUE_URL,
      importDeadLetterQueueUrl: names.IMPORT_DEAD_LETTER_QUEUE_URL,
      workerMetricNamespace: 'AsyncCatalog/ProductSaverWorker',
      allowedOrigins: [],
      allowedHosts: [],
      access: {
        issuer: 'https://issuer.example',
        audience: 'https://catalog.example',
        jwksUrl: undefined,
      },
    });
  });

  it('names every variable that is missing, those that keep the service from being open among them', () => {
    const message = wrong(() => loadConfig({ PRODUCT_TABLE_NAME: '' }));

    for (const name of [...Object.keys(names), ...Object.keys(access)]) {
      expect(message).toContain(name);
    }
  });

  it.each(['http://issuer.example', 'issuer.example', 'ftp://127.0.0.1'])(
    'refuses %s as an issuer',
    (url) => {
      expect(wrong(() => loadConfig({ ...names, ...access, AUTH_ISSUER: url }))).toContain('AUTH_ISSUER');
      expect(wrong(() => loadConfig({ ...names, ...access, AUTH_JWKS_URL: url }))).toContain('AUTH_JWKS_URL');
    },
  );
});

describe('the configuration of the server', () => {
  it('is loopback, port 3000 and open unless it says otherwise', () => {
    expect(loadServerConfig(names)).toMatchObject({ host: '127.0.0.1', port: 3000, access: undefined });
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('may be open on %s', (host) => {
    expect(loadServerConfig({ ...names, API_HOST: host }).host).toBe(host);
  });

  it.each(['0.0.0.0', '::', '192.168.1.7', '127.0.0.1.example', 'example'])(
    'may not be open on %s',
    (host) => {
      expect(wrong(() => loadServerConfig({ ...names, API_HOST: host }))).toContain('API_HOST');
      expect(loadServerConfig({ ...names, ...access, API_HOST: host })).toMatchObject({ host });
    },
  );

  it.each([['AUTH_ISSUER'], ['AUTH_AUDIENCE'], ['AUTH_JWKS_URL']])(
    'is not half open: %s alone is refused',
    (name) => {
      const env = { ...names, [name]: 'https://issuer.example' };

      expect(wrong(() => loadServerConfig(env))).toBe('AUTH_ISSUER, AUTH_AUDIENCE: set both');
    },
  );

  it('reads the origins and hosts that are allowed', () => {
    const env = {
      ...names,
      API_ALLOWED_ORIGINS: 'http://localhost:5173',
      API_ALLOWED_HOSTS: 'host.docker.internal',
    };

    expect(loadServerConfig(env)).toMatchObject({
      allowedOrigins: ['http://localhost:5173'],
      allowedHosts: ['host.docker.internal'],
    });
    expect(wrong(() => loadServerConfig({ ...names, API_ALLOWED_ORIGINS: '*' }))).toContain(
      'API_ALLOWED_ORIGINS',
    );
  });

  it.each([
    [{ API_PORT: 'abc' }, 'API_PORT: set a whole number from 0 to 65535'],
    [
      { POWERTOOLS_LOG_LEVEL: 'loud' },
      'POWERTOOLS_LOG_LEVEL: set one of TRACE, DEBUG, INFO, WARN, ERROR, SILENT',
    ],
  ])('says in plain words what to set: %j', (env, message) => {
    expect(wrong(() => loadServerConfig({ ...names, ...env }))).toBe(message);
  });

  it.each([
    ['0', 0],
    ['65535', 65_535],
  ])('takes port %s', (port, expected) => {
    expect(loadServerConfig({ ...names, API_PORT: port }).port).toBe(expected);
  });

  it.each(['-1', '65536', '1.5', 'x'])('refuses port %j', (port) => {
    expect(wrong(() => loadServerConfig({ ...names, API_PORT: port }))).toContain('API_PORT');
  });
});
