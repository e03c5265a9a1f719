import type { AppName } from '../../bundling/apps.ts';
import { intakeEvent, messagesOf, queueEvent } from '../../workload/events.ts';
import { productsFrom } from '../../workload/products.ts';

/** A function, and two events for it: one that needs no other service, one that does what the function is for. */
export interface MeasuredFunction {
  readonly app: AppName;
  readonly title: string;
  /** The same SDK clients, and nothing else. */
  readonly clients: URL;
  /** The same calls by the same clients. */
  readonly calls: URL;
  readonly idleEvent: () => unknown;
  readonly workingEvent: () => unknown;
  /** @returns Whether an answer is the one that the event asks for: an error would be quick. */
  readonly isRight: (answer: never) => boolean;
}

const file = (name: string) => new URL(name, import.meta.url);

const answeredWell = ({ statusCode }: { statusCode: number }): boolean =>
  statusCode >= 200 && statusCode < 300;

let next = 0;
const newProducts = () => productsFrom((next += 1), 1);

/** @param token What the API takes. */
export function functionsWith(token: string): readonly MeasuredFunction[] {
  return [
    {
      app: 'CreateProductProcessor',
      title: 'Processor',
      clients: file('clients/table-queue-bucket.ts'),
      calls: file('../../bare/table-queue-bucket.ts'),
      idleEvent: () => ({ ...(intakeEvent(newProducts()) as object), rawQueryString: 'dryRun=true' }),
      workingEvent: () => intakeEvent(newProducts()),
      isRight: answeredWell,
    },
    {
      app: 'ProductSaverWorker',
      title: 'Worker',
      clients: file('clients/table-queue-bucket.ts'),
      calls: file('../../bare/table-queue-bucket.ts'),
      idleEvent: () => queueEvent([]),
      workingEvent: () => queueEvent(messagesOf(newProducts())),
      isRight: ({ batchItemFailures }: { batchItemFailures: unknown[] }) => batchItemFailures.length === 0,
    },
    {
      app: 'CatalogApi',
      title: 'API',
      clients: file('clients/table-function-bucket.ts'),
      calls: file('../../bare/table-function-bucket.ts'),
      idleEvent: () => httpEvent('GET', '/healthz'),
      workingEvent: () => httpEvent('POST', '/products', token, JSON.stringify(newProducts()[0])),
      isRight: answeredWell,
    },
  ];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function httpEvent(method: string, rawPath: string, token?: string, body?: string): unknown {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: '',
    headers: {
      host: 'api.example',
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    requestContext: {
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      domainName: 'api.example',
      requestId: 'bench',
      stage: '$default',
    },
    isBase64Encoded: false,
    ...(body !== undefined && { body }),
  };
}
