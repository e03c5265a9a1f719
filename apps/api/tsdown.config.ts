import { lambdaBundle } from '@async-catalog/lambda-bundle';

/** The function and the Node server; the build puts the documentation beside each (build-docs.ts). */
export default [
  lambdaBundle({ outDir: 'dist/lambda' }),
  lambdaBundle({ entry: { server: 'src/server.ts' }, outDir: 'dist/server', format: 'esm' }),
];
