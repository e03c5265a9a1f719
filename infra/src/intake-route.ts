import { Stack } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { functionArn } from './resource-arns.ts';

/**
 * Lets machines that send much go to the processor without the API before it: `POST /intake/products` and `/intake/products/batch`, with
 * the same bodies, headers and answers. The processor knows callers and no scopes, so the scope is asked for here. Nobody waits on this
 * route for the products to be saved: `Prefer: wait` is the API's.
 */
export function addIntakeRoute(httpApi: HttpApi, processorName: string): void {
  const stack = Stack.of(httpApi);
  const processor = LambdaFunction.fromFunctionAttributes(httpApi, 'Processor', {
    functionArn: functionArn(stack, processorName),
    // So that the permission to invoke it is made here, by the stack that knows the HTTP API.
    sameEnvironment: true,
  });
  httpApi.addRoutes({
    path: '/intake/{proxy+}',
    methods: [HttpMethod.POST],
    integration: new HttpLambdaIntegration('Intake', processor),
    authorizationScopes: ['catalog:write'],
  });
}
