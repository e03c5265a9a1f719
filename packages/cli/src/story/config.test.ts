import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { chooseLog } from './config.ts';

const LOCAL_GROUPS = ['/aws/lambda/CreateProductProcessor', '/aws/lambda/ProductSaverWorker'];

describe('chooseLog', () => {
  it.each([
    [{}, {}, 'http://127.0.0.1:4569'],
    [{}, { LOCAL_CLOUD_PORT: '1' }, 'http://127.0.0.1:4'],
    [{}, { LOCAL_CLOUD_PORT: '65532' }, 'http://127.0.0.1:65535'],
    [{ url: 'http://localhost:3001' }, { LOCAL_CLOUD_PORT: '4900' }, 'http://127.0.0.1:4903'],
    [{ url: 'http://[::1]:3001' }, {}, 'http://127.0.0.1:4569'],
    [
      {},
      { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: 'http://127.0.0.1:5', LOCAL_CLOUD_PORT: '0' },
      'http://127.0.0.1:5',
    ],
  ])('takes this machine’s log for %j with %j', (options, env, endpoint) => {
    expect(chooseLog(options, env)).toMatchObject({
      logGroups: LOCAL_GROUPS,
      place: { endpoint, region: 'us-east-1' },
    });
  });

  it.each([
    ['dev', ''],
    ['staging', 'staging-'],
    ['prod', 'prod-'],
  ])('takes the log groups of the stage %s, where the SDK’s own variables say', (stage, prefix) => {
    expect(chooseLog({ stage, url: 'https://api.example' }, { LOCAL_CLOUD_PORT: 'ignored' })).toMatchObject({
      logGroups: [`/aws/lambda/${prefix}CreateProductProcessor`, `/aws/lambda/${prefix}ProductSaverWorker`],
      place: {},
    });
  });

  it.each([
    [{ url: 'https://api.example' }, {}, /--stage prod/],
    [{ stage: 'prod' }, {}, /--url/],
    [{ stage: 'prod/*', url: 'https://api.example' }, {}, /--stage prod\/\*/],
    [{ stage: 'a'.repeat(33), url: 'https://api.example' }, {}, /--stage a/],
    [{}, { LOCAL_CLOUD_PORT: '0' }, /AWS_ENDPOINT_URL_CLOUDWATCH_LOGS/],
    [{}, { LOCAL_CLOUD_PORT: '65533' }, /LOCAL_CLOUD_PORT 65533: .*65532/],
    [{}, { LOCAL_CLOUD_PORT: '4e3' }, /LOCAL_CLOUD_PORT/],
  ])('refuses %j with %j, and names the fix', (options, env, fix) => {
    const choose = () => chooseLog(options, env);

    expect(choose).toThrow(UsageError);
    expect(choose).toThrow(fix);
  });

  it('takes a stage of 32 characters', () => {
    expect(() => chooseLog({ stage: 'a'.repeat(32), url: 'https://api.example' }, {})).not.toThrow();
  });
});
