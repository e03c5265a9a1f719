import { defineConfig } from 'tsdown';

/** One file with everything in it: what Lambda is given is this file alone. */
export default defineConfig({
  entry: { handler: 'src/handler.ts' },
  // Starts sooner than an ES module: docs/adr/0011.
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  minify: true,
  dts: false,
  // The ES modules of the SDK can be shaken, its CommonJS can't; jsonc-parser's UMD can't even be bundled.
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  deps: { alwaysBundle: /./ },
  // The SDK loads node:http late, by `import()`, which would load as much as an ES module's `import`.
  outputOptions: { codeSplitting: false, dynamicImportInCjs: false },
});
