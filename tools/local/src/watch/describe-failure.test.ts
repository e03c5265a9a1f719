import { expect, it } from 'vitest';
import { describeFailure } from './describe-failure.ts';

it.each([
  [
    'an error of the bundler',
    { code: 'BUNDLE', message: '/repo/apps/api/src/a.ts:3:5: Unexpected token', stack: 'BundleError: …' },
    'apps/api/src/a.ts:3:5: Unexpected token',
  ],
  [
    'code that throws when it loads',
    {
      code: 'CODE',
      message: "TypeError: Cannot read properties of undefined (reading 'name')",
      stack: [
        "TypeError: Cannot read properties of undefined (reading 'name')",
        '    at parse (/repo/node_modules/.pnpm/zod@4/node_modules/zod/src/parse.ts:1:1)',
        '    at <anonymous> (/repo/packages/env/src/load-env.ts:12:7)',
        '    at Object.<anonymous> (file:///repo/apps/api/src/config.ts:3:1)',
      ].join('\n'),
    },
    "packages/env/src/load-env.ts:12:7: TypeError: Cannot read properties of undefined (reading 'name')",
  ],
  [
    'a module that is missing when code loads',
    {
      code: 'CODE',
      message: "Runtime.ImportModuleError: Error: Cannot find module 'absent-package'",
      stack: [
        "Runtime.ImportModuleError: Error: Cannot find module 'absent-package'",
        'Require stack:',
        '- /tmp/builds/CatalogApi/2/server.cjs',
        '    at importModule (/repo/tools/local-cloud/src/lambda/runtime/load-handler.ts:58:13)',
      ].join('\n'),
    },
    "Runtime.ImportModuleError: Error: Cannot find module 'absent-package'",
  ],
  [
    'a process that ends with a stack trace',
    {
      code: 'API_START',
      message: [
        '/repo/apps/api/src/server.ts:9',
        "throw new Error('no');",
        '      ^',
        '',
        'Error: no',
        '    at file:///repo/apps/api/src/server.ts:9:7',
        '',
        'Node.js v24.21.0',
      ].join('\n'),
      stack: 'ApiStartError: …',
    },
    'apps/api/src/server.ts:9:7: Error: no',
  ],
  [
    'a process that ends with one line',
    { code: 'CONFIG', message: 'Wrong configuration: API_PORT is not set', stack: 'ConfigError: Wrong…' },
    'Wrong configuration: API_PORT is not set',
  ],
])('makes one line of %s', (_, error, line) => {
  expect(describeFailure(error, '/repo')).toBe(line);
});
