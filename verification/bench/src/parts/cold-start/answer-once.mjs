// Loads a handler, gives it one event, says on file descriptor 3 how long that took, and ends. JavaScript, so that no type has to be
// stripped first. Arguments: the module, a file with the event.
import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const TIMEOUT_MS = 20_000;

const [module, eventFile] = process.argv.slice(2);
// As Lambda's runtime does: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/UserFunction.js
const { handler, prepare = (event) => event } = module.endsWith('.cjs')
  ? createRequire(import.meta.url)(fileURLToPath(module))
  : await import(module);
const loadedMs = performance.now();
const answer = await handler(prepare(JSON.parse(readFileSync(eventFile, 'utf8'))), {
  awsRequestId: 'c0ffee00-0000-4000-8000-000000000000',
  functionName: 'bench',
  memoryLimitInMB: '1024',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:bench',
  getRemainingTimeInMillis: () => TIMEOUT_MS,
});
const { user, system } = process.cpuUsage();
writeSync(3, JSON.stringify({ loadedMs, cpuMs: (user + system) / 1000, answer: answer ?? null }));
process.exit();
