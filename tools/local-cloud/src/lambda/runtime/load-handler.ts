import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { RuntimeError } from './runtime-error.ts';

export type Handler = (event: unknown, context: unknown) => unknown;

const EXTENSIONS = ['.js', '.mjs', '.cjs'];

/**
 * Loads the handler `file.export` from a directory, as Lambda's Node.js runtime does.
 *
 * @throws {RuntimeError} for failures with an error type of Lambda's own; otherwise whatever the module
 * throws on load.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export async function loadHandler(codeDirectory: string, handlerName: string): Promise<Handler> {
  const [, file, exportPath] = /^([^.]*)\.(.+)$/.exec(basename(handlerName)) ?? [];
  if (file === undefined || exportPath === undefined || handlerName.includes('..')) {
    throw new RuntimeError('Runtime.MalformedHandlerName', 'Bad handler');
  }
  const module = await importModule(join(codeDirectory, dirname(handlerName), file));
  const handler = findExport(module, exportPath) ?? findExport(module['default'], exportPath);
  if (handler === undefined) {
    throw new RuntimeError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new RuntimeError('Runtime.HandlerNotFound', `${handlerName} is not a function`);
  }
  if (handler.length >= 3) {
    throw new RuntimeError('Runtime.CallbackHandlerDeprecated', CALLBACK_HANDLER);
  }
  return handler as Handler;
}

/**
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html (callback handlers: up to Node.js 22)
 */
const CALLBACK_HANDLER =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
  'You need to modify this function to use a supported handler signature to use Node.js 24 or later. ' +
  'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

async function importModule(pathWithoutExtension: string): Promise<Record<string, unknown>> {
  const path = EXTENSIONS.map((extension) => pathWithoutExtension + extension).find(existsSync);
  if (path === undefined) {
    const name = basename(pathWithoutExtension);
    throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '${name}'`);
  }
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new RuntimeError('Runtime.UserCodeSyntaxError', String(error));
    }
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      throw new RuntimeError('Runtime.ImportModuleError', String(error));
    }
    throw error;
  }
}

function findExport(module: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (found, key) =>
        typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined,
      module,
    );
}
