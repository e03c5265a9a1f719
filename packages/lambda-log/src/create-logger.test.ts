import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from './create-logger.ts';

/** Lines that a logger prints, as text. */
function setUp() {
  // Makes Powertools print on the console that a test can see.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'SomeFunction');
  const lines: string[] = [];
  for (const level of ['info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((line: string) => {
      lines.push(JSON.stringify(JSON.parse(line)));
    });
  }
  const logger = createLogger();
  logger.addContext({ awsRequestId: 'invocation-1' } as Parameters<typeof logger.addContext>[0]);
  return { logger, lines };
}

describe('createLogger', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it('prints nothing in an INFO line but the level, the message and the fields', () => {
    const { logger, lines } = setUp();
    logger.appendKeys({ requestId: 'request-1' });
    logger.info('Products saved', { saved: 10 });

    expect(lines).toEqual(['{"level":"INFO","message":"Products saved","requestId":"request-1","saved":10}']);
  });

  it.each(['warn', 'error'] as const)('prints the time and the invocation in a line of level %s', (level) => {
    const { logger, lines } = setUp();
    logger[level]('Failed', { error: new TypeError('broken') });

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: level.toUpperCase(),
      message: 'Failed',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      function_request_id: 'invocation-1',
      error: { name: 'TypeError', message: 'broken' },
    });
  });
});
