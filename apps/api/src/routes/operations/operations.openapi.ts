import { createRoute, z } from '@hono/zod-openapi';
import { REQUEST_ID } from '../../openapi/headers.ts';
import { problemResponses } from '../../openapi/problem-responses.ts';
import { success } from '../../openapi/success.ts';

const common = { method: 'get' as const, tags: ['Operations'], security: [] };

export const getHealthOperation = createRoute({
  ...common,
  path: '/healthz',
  operationId: 'getHealth',
  summary: 'Is it alive?',
  responses: {
    200: success('It is; nothing that it depends on was asked.', z.object({ status: z.literal('ok') }), {
      status: 'ok',
    }),
    ...problemResponses(['INTERNAL_ERROR']),
  },
});

export const getReadinessOperation = createRoute({
  ...common,
  path: '/readyz',
  operationId: 'getReadiness',
  summary: 'Can it reach what it needs?',
  responses: {
    200: success('It can.', z.object({ status: z.literal('ready') }), { status: 'ready' }),
    ...problemResponses(['INTERNAL_ERROR', 'DEPENDENCY_UNAVAILABLE']),
  },
});

export const getOpenApiOperation = createRoute({
  ...common,
  path: '/openapi.json',
  operationId: 'getOpenApi',
  summary: 'This document',
  responses: {
    200: success('OpenAPI 3.1.', z.looseObject({ openapi: z.string() }), { openapi: '3.1.0' }),
    ...problemResponses(['INTERNAL_ERROR']),
  },
});

export const getDocsOperation = createRoute({
  ...common,
  path: '/docs',
  operationId: 'getDocs',
  summary: 'This document, to read and to try in a browser',
  responses: {
    200: { description: 'A page.', headers: REQUEST_ID, content: { 'text/html': { schema: z.string() } } },
    ...problemResponses(['INTERNAL_ERROR']),
  },
});

export const getDocsScriptOperation = createRoute({
  ...common,
  path: '/docs/scalar.js',
  operationId: 'getDocsScript',
  summary: 'The script of that page',
  responses: {
    200: {
      description: 'A script.',
      headers: REQUEST_ID,
      content: { 'text/javascript': { schema: z.string() } },
    },
    ...problemResponses(['INTERNAL_ERROR']),
  },
});
