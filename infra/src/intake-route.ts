import { Stack } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { functionArn } from './resource-arns.ts';

/**
 * Routes what changes products (`/intake/products` and below) straight to the processor, with the same requests and answers but without
 * `Prefer: wait`. The scope is checked here, because the processor knows none.
 */
export function addIntakeRoute(httpApi: HttpApi, processorName: string): void {
  const stack = Stack.of(httpApi);
  const processor = LambdaFunction.fromFunctionAttributes(httpApi, 'Processor', {
    functionArn: functionArn(stack, processorName),
    // Lets this stack, which knows the HTTP API, add the permission to invoke.
    sameEnvironment: true,
  });
  httpApi.addRoutes({
    path: '/intake/{proxy+}',
    methods: [HttpMethod.POST, HttpMethod.PATCH, HttpMethod.DELETE],
    integration: new HttpLambdaIntegration('Intake', processor),
    authorizationScopes: ['catalog:write'],
  });
}
