export type { AwsCall, AwsError, AwsExchange } from './aws-call.ts';
export { type HttpRequest, httpApiEvent, restApiEvent } from './http-event.ts';
export { type ContextOptions, lambdaContext } from './lambda-context.ts';
export { type RecordOverrides, sqsEvent, sqsRecord } from './sqs-event.ts';
export { type AwsProxy, type AwsProxyOptions, startAwsProxy } from './start-aws-proxy.ts';
export { startTestCloud, type TestCloud, type TestCloudSpec } from './start-test-cloud.ts';
export { startTokenIssuer, type TokenIssuer, type TokenIssuerOptions } from './start-token-issuer.ts';
