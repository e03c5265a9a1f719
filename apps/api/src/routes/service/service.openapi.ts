import { z } from '@hono/zod-openapi';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { REQUEST_ID } from '../../openapi/headers.ts';
import { success } from '../../openapi/success.ts';
import { getDocs, getDocsScript } from './get-docs.ts';
import { getHealth } from './get-health.ts';
import { getOpenApi } from './get-openapi.ts';
import { getReadiness } from './get-readiness.ts';

const tags = ['Operations'];

export const getHealthDescription = describeOperation(getHealth, {
  operationId: 'getHealth',
  tags,
  summary: 'Check that the service is running',
  description: 'For load balancers: answers at once, and checks nothing else.',
  responses: {
    200: success('It is. No dependency was checked.', z.object({ status: z.literal('ok') }), {
      status: 'ok',
    }),
  },
});

export const getReadinessDescription = describeOperation(getReadiness, {
  operationId: 'getReadiness',
  tags,
  summary: 'Check that every dependency is available',
  description: 'Asks each of them. The problem names those that are not available.',
  responses: {
    200: success('They all are.', z.object({ status: z.literal('ready') }), { status: 'ready' }),
  },
  problems: ['DEPENDENCY_UNAVAILABLE'],
});

export const getOpenApiDescription = describeOperation(getOpenApi, {
  operationId: 'getOpenApi',
  tags,
  summary: 'Get this document',
  description:
    'Of a service without a token issuer, it lists no access tokens. Behind a proxy that removes a prefix of the path and names it in `X-Forwarded-Prefix`, `servers` has this prefix.',
  responses: {
    200: success('An OpenAPI 3.1 document.', z.looseObject({ openapi: z.string() }), { openapi: '3.1.0' }),
  },
});

export const getDocsDescription = describeOperation(getDocs, {
  operationId: 'getDocs',
  tags,
  summary: 'Read this document, and try it, in a browser',
  description: 'The page loads everything from this service.',
  responses: {
    200: {
      description: 'An HTML page.',
      headers: REQUEST_ID,
      content: { 'text/html': { schema: z.string() } },
    },
  },
});

export const getDocsScriptDescription = describeOperation(getDocsScript, {
  operationId: 'getDocsScript',
  tags,
  summary: 'Get the script of the page at /docs',
  description: 'As gzip, where that is accepted.',
  responses: {
    200: {
      description: 'A script.',
      headers: REQUEST_ID,
      content: { 'text/javascript': { schema: z.string() } },
    },
  },
});
