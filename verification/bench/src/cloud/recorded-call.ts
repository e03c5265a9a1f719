import { type AwsAction, awsActionOf, type Exchange } from './aws-action.ts';

/** A request as it can be made again. */
export interface RecordedCall extends Pick<AwsAction, 'service' | 'action'> {
  /** How many of the calls before it had been answered when it was made. */
  readonly after: number;
  /** What the command takes, in JSON; of DynamoDB, with the types of its protocol. */
  readonly input: Readonly<Record<string, unknown>>;
}

export function recordedCallOf(exchange: Exchange, after: number): RecordedCall {
  const { service, action } = awsActionOf(exchange);
  return { after, service, action, input: inputOf(service, exchange) };
}

function inputOf(service: AwsAction['service'], { url, requestBody }: Exchange): RecordedCall['input'] {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  if (service === 'S3') {
    const [, Bucket, ...key] = decodeURIComponent(pathname).split('/');
    const Prefix = searchParams.get('prefix');
    return Prefix === null
      ? { Bucket, Key: key.join('/'), ...(requestBody.length > 0 && { Body: requestBody.toString() }) }
      : { Bucket, Prefix };
  }
  if (service === 'Lambda') {
    return { FunctionName: pathname.split('/')[3], Payload: requestBody.toString() };
  }
  const { ReturnConsumedCapacity: _, ...input } = JSON.parse(requestBody.toString()) as Record<
    string,
    unknown
  >;
  return input;
}
