import { httpApiEvent } from '@async-catalog/local-cloud/testing';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** Sends more products on the direct route than the caller's token allows in a day. */
export async function exerciseLimits(lambda: LambdaClient): Promise<void> {
  const event = httpApiEvent({
    path: '/intake/products/batch',
    body: { items: [1, 2].map((price) => ({ name: 'One too many', price })) },
    authorizer: { jwt: { claims: { sub: 'limited', catalog_products_per_day: '1' } } },
  });
  const { Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: 'CreateProductProcessor', Payload: JSON.stringify(event) }),
  );
  const answer = JSON.parse(Payload?.transformToString() ?? '') as { readonly statusCode: number };
  if (answer.statusCode !== 429) {
    throw new Error(`The answer was ${answer.statusCode}`);
  }
}
