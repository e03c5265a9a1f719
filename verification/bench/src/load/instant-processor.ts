/**
 * Lambda's Invoke API with a processor that answers at once, as the real one would; and DynamoDB's API with a table of limits,
 * which the API counts each request in.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const SUBMISSION = '0198c0de-7a51-7000-8000-000000000000';
const PRODUCT = 'd3b07384-d9a0-5c9b-8f3a-2f1b1e0e2a11';

const answer = JSON.stringify({
  statusCode: 202,
  headers: {
    'content-type': 'application/json',
    location: `/submissions/${SUBMISSION}`,
    'retry-after': '1',
  },
  body: JSON.stringify({
    submissionId: SUBMISSION,
    status: 'queued',
    total: 1,
    items: [{ index: 0, productId: PRODUCT, sku: 'BENCH-1' }],
    rejected: [],
    links: { self: `/submissions/${SUBMISSION}`, report: `/submissions/${SUBMISSION}/report` },
  }),
});

const counted = JSON.stringify({ Attributes: { taken: { N: '1' } } });

const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' });
    response.end(request.headers['x-amz-target'] === undefined ? answer : counted);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
