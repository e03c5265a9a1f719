import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { loadConfig } from './config.ts';
import { createApi } from './create-api.ts';
import { createDeps } from './create-deps.ts';

const logger = new Logger();
const respond = handle(createApi(createDeps(loadConfig(), logger)));

export function handler(event: LambdaEvent, context: Context): ReturnType<typeof respond> {
  logger.addContext(context);
  return respond(event);
}
