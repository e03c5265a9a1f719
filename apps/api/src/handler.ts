import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { createDeps } from './create-deps.ts';

const logger = new Logger();
const respond = handle(createApp(createDeps(loadConfig(), logger)));

export function handler(event: LambdaEvent, context: Context): ReturnType<typeof respond> {
  logger.addContext(context);
  return respond(event);
}
