import { hostNames, isLoopback, loadEnv, nonEmpty, port } from '@async-catalog/env';
import { z } from 'zod';
import { type Config, Env, toConfig } from '../config.ts';
import { consoleEnv, type ConsoleSettings, toConsoleSettings } from './console/console-env.ts';

/** Environment of the Node server, where `AUTH_ISSUER` and `AUTH_AUDIENCE` are optional on loopback. */
const ServerEnv = Env.partial({ AUTH_ISSUER: true, AUTH_AUDIENCE: true })
  .extend({
    /** The same variables that Powertools reads on Lambda. */
    POWERTOOLS_SERVICE_NAME: nonEmpty.default('CatalogApi'),
    POWERTOOLS_LOG_LEVEL: z
      .string()
      .toUpperCase()
      .pipe(z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT']))
      .default('INFO'),
    API_HOST: nonEmpty.default('127.0.0.1'),
    /** Names besides loopback by which an open service may be called, with commas between them. */
    API_ALLOWED_HOSTS: hostNames.default([]),
    /** 0 takes a free one. */
    API_PORT: port.default(3000),
    ...consoleEnv,
  })
  .superRefine((env, context) => {
    const { AUTH_ISSUER, AUTH_AUDIENCE, AUTH_JWKS_URL, API_HOST } = env;
    const secured = (AUTH_ISSUER ?? AUTH_AUDIENCE ?? AUTH_JWKS_URL) !== undefined;
    if (secured && (AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined)) {
      context.addIssue({ code: 'custom', path: ['AUTH_ISSUER, AUTH_AUDIENCE'], message: 'set both' });
    }
    if (!secured && !isLoopback(API_HOST)) {
      const message = 'only a loopback address while AUTH_ISSUER and AUTH_AUDIENCE are not set';
      context.addIssue({ code: 'custom', path: ['API_HOST'], message });
    }
  });

export interface ServerConfig extends Config {
  readonly log: { readonly service: string; readonly level: string };
  readonly host: string;
  readonly port: number;
  /** `undefined` where no console is served. */
  readonly console: ConsoleSettings | undefined;
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadServerConfig(env?: NodeJS.ProcessEnv): ServerConfig {
  const values = loadEnv(ServerEnv, env);
  const config = toConfig(values);
  return {
    ...config,
    allowedHosts: values.API_ALLOWED_HOSTS,
    log: { service: values.POWERTOOLS_SERVICE_NAME, level: values.POWERTOOLS_LOG_LEVEL },
    host: values.API_HOST,
    port: values.API_PORT,
    console: toConsoleSettings(values, config),
  };
}
