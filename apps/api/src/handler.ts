import { handle } from 'hono/aws-lambda';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { createDeps } from './create-deps.ts';

export const handler = handle(createApp(createDeps(loadConfig())));
