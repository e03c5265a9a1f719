import { buildApp } from 'fauxqs';
import { refuseWebsites } from '../refuse-websites.ts';
import { type Queues, queuesOf } from './queues.ts';
import { createFauxqsStores } from './fauxqs-stores.ts';
import { LOOPBACK, type Emulator } from './emulator.ts';
import { namePort } from './name-port.ts';
import { trackResponses } from './open-responses.ts';
import { createBucketCors } from './s3/bucket-cors.ts';
import { extendS3 } from './s3/extend-s3.ts';
import { speakSqsQuery } from './sqs-query/speak-sqs-query.ts';
import { serveTraceHeaders } from './trace-headers.ts';

/**
 * Starts SQS and S3 on one port. S3 fails every call while `bucketOut` says so.
 *
 * @throws {PortInUseError}
 */
export async function startFauxqs(
  port: number,
  directory: string | undefined,
  bucketOut?: () => boolean,
): Promise<Emulator & { readonly queues: Queues }> {
  const stores = createFauxqsStores(directory);
  const app = buildApp({ logger: false, stores });
  speakSqsQuery(app);
  serveTraceHeaders(app, stores.sqsStore);
  const cors = createBucketCors();
  extendS3(app, { store: stores.s3Store, cors, ...(bucketOut && { bucketOut }) });
  // `close` would cut off open requests. fauxqs ends long polls in a hook of its own, before this one.
  app.addHook('preClose', trackResponses(app.server));
  refuseWebsites(app.server, cors.servePage);
  try {
    const endpoint = await namePort(port, 'SQS and S3', () => app.listen({ port, host: LOOPBACK }));
    stores.open(endpoint);
    return {
      endpoint,
      queues: queuesOf(stores.sqsStore),
      async close() {
        await app.close();
        stores.close();
      },
    };
  } catch (error) {
    await app.close();
    stores.close();
    throw error;
  }
}
