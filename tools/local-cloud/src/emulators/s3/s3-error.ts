import { randomUUID } from 'node:crypto';

/** Refusal of S3, as it is answered. */
export interface S3Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Elements that this code has besides its message. */
  readonly details?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses */
export function toXml({ code, message, details = {} }: S3Refusal): string {
  const requestId = randomUUID().replaceAll('-', '').toUpperCase().slice(0, 16);
  const elements = { Code: code, Message: message, ...details, RequestId: requestId, HostId: 'local-cloud' };
  const lines = Object.entries(elements).map(([name, text]) => `  <${name}>${escapeXml(text)}</${name}>`);
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<Error>', ...lines, '</Error>'].join('\n');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
