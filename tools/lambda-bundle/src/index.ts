import { defineConfig, type UserConfig } from 'tsdown';

type Options = Pick<UserConfig, 'entry' | 'outDir'> & { readonly format?: 'cjs' | 'esm' };

/** Bundles an entry, `src/handler.ts` unless another is given, into one file with everything in it. */
export function lambdaBundle({
  entry = { handler: 'src/handler.ts' },
  outDir = 'dist',
  // Starts sooner than an ES module: docs/adr/0011.
  format = 'cjs',
}: Options = {}): UserConfig {
  return defineConfig({
    entry,
    outDir,
    format,
    platform: 'node',
    target: 'node24',
    minify: true,
    dts: false,
    deps: { alwaysBundle: /./ },
    // Unused parts of the SDK's ES modules can be left out, of its CommonJS they can't: 0.63 MB instead of 0.91, and a start that is
    // a quarter shorter. jsonc-parser's UMD can't be bundled at all.
    inputOptions: { resolve: { mainFields: ['module', 'main'] } },
    // The SDK loads node:http late by `import()`, which would load as much as an ES module's `import`.
    outputOptions: { codeSplitting: false, dynamicImportInCjs: false },
  });
}
