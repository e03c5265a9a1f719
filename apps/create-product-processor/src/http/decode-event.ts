import { JSON_MEDIA_TYPE, readPreferences, readTraceparent } from '@async-catalog/http-contract';
import type { IntakeCommand } from '../core/intake-command.ts';
import type { JsonFlaw } from '../core/items/check-json.ts';
import type { IntakeTelemetry } from '../core/ports.ts';
import { checkJsonBody } from './check-json-body.ts';
import { decodeBody } from './decode-body.ts';
import type { ProxyEvent } from './proxy-event.ts';
import { readCaller } from './read-caller.ts';
import { readMediaType } from './read-media-type.ts';
import { readOperation } from './read-operation.ts';

/**
 * Event with its body as text, which `http-json-body-parser` replaces by the parsed value where it is JSON.
 */
export interface IntakeEvent {
  /** Parts of the command that don't depend on the body. */
  readonly command: Pick<IntakeCommand, 'operation' | 'caller' | 'handling' | 'requestId' | 'traceparent'>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly isBase64Encoded: false;
  /** Fields of a JSON body that are given more than once. */
  readonly duplicates: readonly JsonFlaw[];
}

/**
 * Reads who asks for what, and decodes the body; cheap checks come first.
 * @throws {ProblemError} `NOT_FOUND`, `METHOD_NOT_ALLOWED`, `UNAUTHENTICATED`, `UNSUPPORTED_MEDIA_TYPE`,
 *   `PAYLOAD_TOO_LARGE`, `MALFORMED_JSON`, `INVALID_REQUEST`
 */
export function decodeEvent(event: ProxyEvent, requestId: string, telemetry: IntakeTelemetry): IntakeEvent {
  const { headers, query } = event;
  const operation = readOperation(event.method, event.path);
  const caller = readCaller(event.authorizer);
  const traceparent = readTraceparent(headers['traceparent']);
  telemetry.addContext({ caller, ...(traceparent !== undefined && { traceparent }) });
  const mediaType = readMediaType(headers['content-type'], operation);
  const body = decodeBody(event);
  const handling = operation === 'batch' ? readPreferences(headers['prefer']).handling : undefined;
  return {
    command: { operation, caller, handling, requestId, traceparent },
    query,
    // The parser knows fewer ways to write application/json.
    headers: { ...headers, 'content-type': mediaType },
    body,
    isBase64Encoded: false,
    duplicates: mediaType === JSON_MEDIA_TYPE ? checkJsonBody(body) : [],
  };
}
