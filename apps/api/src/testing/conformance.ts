import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Described = {
  headers?: Record<string, unknown>;
  content?: Record<string, unknown>;
};
type Operation = {
  security: Record<string, string[]>[];
  responses: Record<string, Described>;
};

/** The committed document, which consumers rely on. */
export const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};

// 24.57 is a multiple of 0.01, though not in binary.
const ajv = new Ajv2020({ strict: false, multipleOfPrecision: 6 });
addFormats.default(ajv);
ajv.addSchema(document, 'document');

const METHODS_WITHOUT_OPERATION: ReadonlySet<number> = new Set([404, 405]);

/** Headers that consumers act on. */
const CONTRACT_HEADERS = [
  'allow',
  'content-disposition',
  'content-location',
  'etag',
  'idempotency-replayed',
  'location',
  'preference-applied',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'www-authenticate',
];

/**
 * Checks an answer against the document, and resolves with operation and status: `GET /products/{id} 404`.
 * @throws {Error} when the document doesn't list its status, headers, media type, or the shape of its body.
 */
export async function expectConforming(
  method: string,
  path: string,
  response: Response,
): Promise<string | undefined> {
  const found = operationOf(method === 'HEAD' ? 'get' : method.toLowerCase(), path);
  const where = `${method} ${path} ${response.status}`;
  if (!response.headers.has('x-request-id')) {
    throw new Error(`${where}: no X-Request-Id`);
  }
  if (found === undefined) {
    if (!METHODS_WITHOUT_OPERATION.has(response.status)) {
      throw new Error(`${where}: no such operation`);
    }
    return undefined;
  }
  const described = found.operation.responses[response.status];
  if (described === undefined) {
    throw new Error(`${where}: no such status`);
  }
  expectHeaders(where, response, described);
  if (method !== 'HEAD' && described.content !== undefined) {
    await expectBody(
      where,
      response,
      [...found.pointer, 'responses', String(response.status), 'content'],
      described,
    );
  }
  return `${found.name} ${response.status}`;
}

function expectHeaders(where: string, response: Response, { headers = {} }: Described): void {
  const listed = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const unlisted = CONTRACT_HEADERS.filter((name) => response.headers.has(name) && !listed.has(name));
  if (unlisted.length > 0) {
    throw new Error(`${where}: no such header: ${unlisted.join(', ')}`);
  }
}

async function expectBody(where: string, response: Response, path: string[], { content = {} }: Described) {
  const mediaType = response.headers.get('content-type') ?? '';
  const listed = Object.keys(content).find((name) => mediaType === name || mediaType.startsWith(`${name};`));
  if (listed === undefined) {
    throw new Error(`${where}: no such media type: ${mediaType}`);
  }
  if (mediaType.includes('json')) {
    const pointer = [...path, listed, 'schema'].map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    const valid = ajv.validate({ $ref: `document#/${pointer.join('/')}` }, await response.clone().json());
    if (!valid) {
      throw new Error(`${where}: ${ajv.errorsText()}`);
    }
  }
}

function operationOf(method: string, path: string) {
  const parts = path.split('?')[0]?.split('/') ?? [];
  const template = Object.keys(document.paths).find((candidate) => {
    const names = candidate.split('/');
    return (
      names.length === parts.length && names.every((name, i) => name.startsWith('{') || name === parts[i])
    );
  });
  const operation = template === undefined ? undefined : document.paths[template]?.[method];
  return template !== undefined && operation !== undefined
    ? { operation, name: `${method.toUpperCase()} ${template}`, pointer: ['paths', template, method] }
    : undefined;
}
