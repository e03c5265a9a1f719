import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, loadEnv } from './load-env.ts';
import { nonEmpty } from './non-empty.ts';
import { port } from './port.ts';

const Env = z.object({ TABLE_NAME: nonEmpty, QUEUE_URL: z.url(), API_PORT: port.default(3000) });
const ENVIRONMENT = { TABLE_NAME: 'ProductTable', QUEUE_URL: 'https://sqs.example/1/queue' };

const loadWrong = () => loadEnv(Env, { QUEUE_URL: 'a-secret', API_PORT: '70000' });

describe('loadEnv', () => {
  it('reads the variables that the schema names, and no others', () => {
    expect(loadEnv(Env, { ...ENVIRONMENT, API_PORT: '80', HOME: '/root' })).toEqual({
      ...ENVIRONMENT,
      API_PORT: 80,
    });
  });

  it('takes a variable set to the empty string for one that is not set', () => {
    expect(loadEnv(Env, { ...ENVIRONMENT, API_PORT: '' }).API_PORT).toBe(3000);
    expect(() => loadEnv(Env, { ...ENVIRONMENT, TABLE_NAME: '' })).toThrow('TABLE_NAME is not set');
  });

  it('names every variable that is missing or wrong, and no value', () => {
    expect(loadWrong).toThrow(ConfigError);
    expect(loadWrong).toThrow(/^TABLE_NAME is not set; QUEUE_URL: .+; API_PORT: /);
    expect(loadWrong).not.toThrow(/a-secret/);
  });

  it('reads the environment of the process unless it is given another', () => {
    expect(loadEnv(z.object({ PATH: nonEmpty })).PATH).toBe(process.env['PATH']);
  });
});
