import { randomUUID } from 'node:crypto';
import type { buildApp } from 'fauxqs';
import { toJsonInput } from './query-request.ts';
import { toXmlError, toXmlOutput } from './query-response.ts';

/** Distinguishes SQS's requests from those of SNS, which have the same path and content type. */
const SQS_VERSION = '2012-11-05';

/**
 * Adds SQS's query protocol to fauxqs, by translating it to the JSON protocol. SDKs and the CLI used it until the end of 2023, and Debian's
 * `awscli` still does.
 */
export function speakSqsQuery(app: ReturnType<typeof buildApp>): void {
  app.addHook('preHandler', async (request, reply) => {
    const parameters = request.body as Readonly<Record<string, string>> | undefined;
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    if (!isForm || parameters?.['Version'] !== SQS_VERSION) {
      return;
    }
    const action = parameters['Action'] ?? '';
    const response = await app.inject({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${action}`,
        // Names the region.
        ...(request.headers.authorization !== undefined && { authorization: request.headers.authorization }),
      },
      payload: JSON.stringify(toJsonInput(parameters)),
    });
    const output = response.json<Record<string, unknown>>();
    const requestId = randomUUID();
    const xml =
      response.statusCode === 200
        ? toXmlOutput(action, output, requestId)
        : toXmlError(
            String(response.headers['x-amzn-query-error'] ?? 'InvalidAction;Sender'),
            String(output['message']),
            requestId,
          );
    await reply.code(response.statusCode).type('text/xml').send(xml);
  });
}
