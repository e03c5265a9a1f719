import {
  JSON_MEDIA_TYPE,
  MAX_BATCH_ITEMS,
  MAX_BODY_BYTES,
  MAX_PACKING_RATIO,
  MAX_SENT_BYTES,
  MAX_WAIT_SECONDS,
  NDJSON_MEDIA_TYPE,
} from '@async-catalog/http-contract';
import {
  ERROR_CODES,
  FAILURE_CODES,
  FAILURE_MEANINGS,
  FIELD_ERROR_CODES,
  FIELD_ERROR_MEANINGS,
  MAX_DIRECT_IMPORT_BYTES,
  MAX_IMPORT_BYTES,
  MAX_IMPORT_COLUMNS,
  MAX_IMPORT_ROWS,
  MAX_PRODUCT_BYTES,
  MAX_ROW_BYTES,
  statusOf,
  SUBMISSION_RETENTION_SECONDS,
  SubmissionStatus,
  titleOf,
  WarningCode,
} from '@async-catalog/product-schema';
import { NOT_QUEUED } from '@async-catalog/report-builder';
import { MAX_JSON_BYTES } from '../routes/read-json.ts';
import { MAX_SKUS } from '../routes/products/list-products.ts';
import { operations, problem, product, productInput, rejectedItem } from './examples.ts';

const { name, price, currency, sku } = productInput;
const TEAPOT = JSON.stringify({ name, price, currency, sku });

const KEPT_DAYS = SUBMISSION_RETENTION_SECONDS / (24 * 60 * 60);

type Cells = readonly (string | number)[];

function line(cells: Cells): string {
  return `| ${cells.join(' | ')} |`;
}

function table(heads: readonly string[], rows: readonly Cells[]): string {
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

const number = (value: number) => value.toLocaleString('en');

function bytes(value: number): string {
  const units = ['KiB', 'MiB', 'GiB'].map((unit, power) => [unit, 1024 ** (power + 1)] as const);
  const [unit, size] = units.findLast(([, unitSize]) => value % unitSize === 0) ?? ['bytes', 1];
  return `${number(value / size)} ${unit}`;
}

const START = `# First steps

Submit a product, wait for its outcome, and read it. The commands are for a service on your own machine: put your service’s address in place
of \`localhost:3000\`, and send an access token where it wants one (\`-H "authorization: Bearer $TOKEN"\`).

\`\`\`sh
curl -s localhost:3000/products -H 'content-type: ${JSON_MEDIA_TYPE}' -H 'prefer: wait=10' \\
  -d '${TEAPOT}'
curl -s localhost:3000/products/${product.id}
\`\`\`

A 202 is given only for what is durably in the queue, and a final status only when the products can be read. Each accepted item takes effect
exactly once, whatever is repeated, delayed or reordered. An item without \`op\` replaces the whole product that has its SKU, or makes it;
\`"op": "patch"\` changes the fields that are named, \`"merge"\` does so too or makes the product, \`"delete"\` deletes it.

With a token issuer, each operation needs an access token with the scope that it lists: \`catalog:read\`, \`catalog:write\` or
\`catalog:operate\`. A service started without one, as on a laptop, takes requests without a token, and only from its own machine.`;

const IDEMPOTENCY = `# Idempotency

Send an \`Idempotency-Key\` with each submission, and another key with the next one. If the answer gets lost, in a timeout, a broken connection or
a 5xx, send the same request again with the same key: nothing is accepted twice.

\`\`\`sh
key=order-$(date +%s)
curl -s localhost:3000/products -H 'content-type: ${JSON_MEDIA_TYPE}' -H "idempotency-key: $key" \\
  -d '${TEAPOT}'
curl -s localhost:3000/products -H 'content-type: ${JSON_MEDIA_TYPE}' -H "idempotency-key: $key" \\
  -d '${TEAPOT}'
\`\`\`

- The second answer is the first one again, with \`Idempotency-Replayed: true\`, for at least 24 hours.
- The same key with another payload is refused with \`IDEMPOTENCY_KEY_REUSED\`. After a 4xx, nothing was taken, and the key is free again.
- While the first request is in progress, the answer is \`REQUEST_IN_PROGRESS\`, with \`Retry-After\`.
- Keys are yours: those of other callers don’t collide with them. A key is 1 to 255 printable ASCII characters.
- Without a key, each request is another submission. Of a product with a SKU that does no harm, because it replaces itself; one without a SKU is
  made twice.`;

const WAITING = `# Waiting

Products are saved in the background. There are three ways to learn what became of them:

1. \`Prefer: wait=N\` with the submission waits up to N seconds, ${MAX_WAIT_SECONDS} at most: the answer is a 200 with the finished submission, or the 202 if
   it takes longer.
2. Read the submission at its \`Location\`, after the pause that \`Retry-After\` asks for.
3. Read it with the \`ETag\` of the last answer as \`If-None-Match\`, and \`Prefer: wait=N\`: the answer comes when something has changed, or is a
   304 without a body when the time is over, or at once if that was the final state. An import is followed in the same way.

\`\`\`sh
submission=$(curl -s localhost:3000/products -H 'content-type: ${JSON_MEDIA_TYPE}' \\
  -d '${TEAPOT}' |
  sed -n 's/.*"submissionId":"\\([^"]*\\)".*/\\1/p')
etag=$(curl -si "localhost:3000/submissions/$submission" | sed -n 's/^[Ee][Tt][Aa][Gg]: *\\(".*"\\).*/\\1/p')
curl -si "localhost:3000/submissions/$submission" -H "if-none-match: $etag" -H 'prefer: wait=5'
curl -s "localhost:3000/submissions/$submission/items"
\`\`\`

The status of a submission is one of these. Take one that you don’t know as final:

${SubmissionStatus.description ?? ''}

Submissions, imports and their reports are kept for ${KEPT_DAYS} days.`;

const BATCHES = `# Batches and NDJSON

A batch has 1 to ${number(MAX_BATCH_ITEMS)} items, as \`{"items": […]}\` or, as \`${NDJSON_MEDIA_TYPE}\`, an item a line. With curl, \`--data-binary\` keeps the line feeds:

\`\`\`sh
printf '%s\\n' '${operations.map((operation) => JSON.stringify(operation)).join("' \\\n  '")}' > items.ndjson
curl -s localhost:3000/products/batch -H 'content-type: ${NDJSON_MEDIA_TYPE}' \\
  -H 'prefer: wait=10' --data-binary @items.ndjson
\`\`\`

- Valid items are accepted, and the others are listed in \`rejected\`, by their \`index\` (and \`line\`), with what is wrong. With
  \`Prefer: handling=strict\`, all items are taken or none. An item that is rejected:

  \`\`\`json
  ${JSON.stringify(rejectedItem)}
  \`\`\`

- \`?dryRun=true\` only checks.
- Of several puts of one SKU, the last counts; the others are listed in \`warnings\`. Patches, merges and deletes are all applied, in the order of the items.
- \`Content-Encoding: gzip\` is taken.
- More than that is a file: import it. It may have ${number(MAX_IMPORT_ROWS)} rows of CSV, TSV or NDJSON.`;

const ERRORS = `# Errors

Each error is a problem document (RFC 9457), as \`application/problem+json\`. Act on \`code\`, which never changes; \`detail\` says what to do, and
\`errors\` points into the request. Quote \`requestId\`, which is the \`X-Request-Id\` of the answer, when you report a fault.

\`\`\`json
${JSON.stringify(problem('INVALID_PRODUCT', { method: 'POST', path: '/products' }), null, 2)}
\`\`\`

Send the request again, with the same \`Idempotency-Key\`, after a 408, a 429, a 5xx, or any error that has \`Retry-After\`, and wait first for as long as that
says. A 404 may end once the product or the report is there. After another 4xx, do what \`detail\` says before you send the request again.

${table(
  ['code', 'status', 'title'],
  ERROR_CODES.map((code) => [`\`${code}\``, statusOf(code), titleOf(code)]),
)}

Codes of \`errors\`, of rejected items, and of rows of a file:

${table(
  ['code', 'meaning'],
  FIELD_ERROR_CODES.map((code) => [`\`${code}\``, FIELD_ERROR_MEANINGS[code]]),
)}

Codes of accepted items that \`failed\`:

${table(
  ['code', 'meaning'],
  [
    ...FAILURE_CODES.map((code) => [`\`${code}\``, FAILURE_MEANINGS[code]]),
    [
      `\`${NOT_QUEUED.code}\``,
      'It was not queued with the rest of its submission, because a service was unavailable.',
    ],
  ],
)}

Codes of \`warnings\`, about items that are accepted: ${WarningCode.description ?? ''}

Behind Amazon API Gateway, the gateway itself can answer 401 (no valid token), 403, 413 (a request of more than 10 MB), 429 (too many requests)
and 503, with \`{"message": "…"}\` instead of a problem document and without \`X-Request-Id\`.

A parameter or header that has one value is refused with a 400 when it is sent twice. So are conditions that can’t be checked, rather than ignored:
\`If-None-Match\` and \`If-Unmodified-Since\` with a change, \`If-Match\` with any change but that of one product.`;

const PAGING = `# Paging

Lists have \`limit\`, and answer \`nextCursor\` where more follows: send it as \`cursor\`, unchanged, with the same parameters. The last page has none. A page can
be shorter than \`limit\`, and even empty, before the last. \`GET /dead-letters\` alone has no pages.

\`\`\`sh
cursor=$(curl -s 'localhost:3000/products?limit=1' | sed -n 's/.*"nextCursor":"\\([^"]*\\)".*/\\1/p')
curl -s "localhost:3000/products?limit=1&cursor=$cursor"
\`\`\``;

const LIMITS = `# Limits

${table(
  ['what', 'limit', 'else'],
  [
    ['items of a batch', number(MAX_BATCH_ITEMS), '`PAYLOAD_TOO_LARGE`'],
    ['body of a submission, as it is sent', bytes(MAX_SENT_BYTES), '`PAYLOAD_TOO_LARGE`'],
    [
      'the same, unpacked',
      `${bytes(MAX_BODY_BYTES)}; above 64 KiB, also ${MAX_PACKING_RATIO} times its packed size`,
      '`PAYLOAD_TOO_LARGE`',
    ],
    ['any other body of JSON', bytes(MAX_JSON_BYTES), '`PAYLOAD_TOO_LARGE`'],
    ['a product, as JSON', `${number(MAX_PRODUCT_BYTES)} bytes`, '`PRODUCT_TOO_LARGE`'],
    ['a file, packed and unpacked', bytes(MAX_IMPORT_BYTES), '`INVALID_REQUEST`, or the import fails'],
    [
      'a file as the body of one request',
      `${bytes(MAX_DIRECT_IMPORT_BYTES)}; 4 MiB behind API Gateway`,
      '`PAYLOAD_TOO_LARGE`',
    ],
    ['rows of a file', number(MAX_IMPORT_ROWS), 'the import fails'],
    ['a row of a file', bytes(MAX_ROW_BYTES), 'the row is rejected'],
    ['columns of a file', number(MAX_IMPORT_COLUMNS), '`INVALID_FILE`'],
    ['SKUs in `skus`', number(MAX_SKUS), '`INVALID_REQUEST`'],
    ['a wait', `${MAX_WAIT_SECONDS} s`, 'it is cut'],
    ['request line and headers', '16 KiB', '`HEADERS_TOO_LARGE`'],
  ],
)}

Fields have their own limits, in the schema of each body. Each caller has limits of requests a second and of products a day (UTC): \`RateLimit-Policy\` tells
them, \`RateLimit\` tells what is left, and what exceeds them is answered with a 429 and \`Retry-After\`.

Products may be kept by a browser and are checked before they are used again; submissions, reports and errors are \`no-store\`. Pages of other origins
may call the service where the operator allows them.`;

/** Guides that stand beside the operations, in Markdown. Each heading is an entry of the page's navigation. */
export const GUIDES = [START, IDEMPOTENCY, WAITING, BATCHES, ERRORS, PAGING, LIMITS].join('\n\n');
