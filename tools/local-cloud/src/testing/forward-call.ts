import { once } from 'node:events';
import {
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as send,
  type ServerResponse,
} from 'node:http';
import type { AwsCall } from './aws-call.ts';

export interface ForwardOptions {
  readonly endpoint: string;
  readonly agent: Agent;
  /** The response to the caller. It and the call to the endpoint end each other. */
  readonly outgoing: ServerResponse;
}

/** Sends a call to an endpoint. Resolves to the answer as soon as its headers are there. */
export async function forwardCall(
  { method, url, headers, body }: AwsCall,
  { endpoint, agent, outgoing }: ForwardOptions,
): Promise<IncomingMessage> {
  const onward = send(new URL(url, endpoint), {
    agent,
    method,
    headers: { ...endToEnd(headers), 'content-length': body.length },
  });
  onward.on('error', () => outgoing.destroy());
  // A call that its caller gives up, such as a long poll, ends at the endpoint too.
  outgoing.on('close', () => outgoing.writableFinished || onward.destroy());
  const answered = once(onward, 'response');
  onward.end(body);
  const [answer] = (await answered) as [IncomingMessage];
  return answer;
}

/** Removes headers that concern one connection only. */
export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...rest } = headers;
  return rest;
}
