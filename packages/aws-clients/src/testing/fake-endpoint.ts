import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished, vi } from 'vitest';

export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly host: string | undefined;
  readonly body: string;
}

export interface FakeEndpoint {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  connections(): number;
}

type Answer = (response: ServerResponse, attempt: number) => void;

/** Starts an HTTP server that keeps every request and is closed after the test. */
export async function startFakeEndpoint(answer: Answer): Promise<FakeEndpoint> {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    requests.push({ method: request.method, path: request.url, host: request.headers.host, body });
    answer(response, requests.length);
  };
  const server = createServer((request, response) => {
    void receive(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, requests, connections: () => connections };
}

/** Sets the SDK variables of a Lambda's environment, and clears those of the machine. */
export function stubAwsEnvironment(variables: Record<string, string> = {}): void {
  const environment = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: undefined,
    AWS_ENDPOINT_URL: undefined,
    AWS_ENDPOINT_URL_DYNAMODB: undefined,
    AWS_ENDPOINT_URL_LAMBDA: undefined,
    AWS_ENDPOINT_URL_S3: undefined,
    AWS_ENDPOINT_URL_SQS: undefined,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    ...variables,
  };
  for (const [name, value] of Object.entries(environment)) {
    vi.stubEnv(name, value);
  }
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

/** Makes the random waits between attempts as short as possible. */
export function stubShortestWaits(): void {
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => {
    random.mockRestore();
  });
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}

/** Sends an error in the form of DynamoDB, SQS and Lambda. */
export function sendError(response: ServerResponse, status: number, code: string): void {
  response.setHeader('x-amzn-errortype', code);
  sendJson(response, status, { __type: `com.amazonaws#${code}`, message: 'sent by the test' });
}
