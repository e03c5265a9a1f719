import { defineConfig, type UserConfig } from 'tsdown';

type Options = Pick<UserConfig, 'entry' | 'outDir'> & { readonly format?: 'cjs' | 'esm' };

/**
 * Bundles an entry, `src/handler.ts` unless another is given, with everything that it imports, into one file. Of CommonJS, what it
 * loads late, by `import()`, is put into files beside it, which are read when they are needed (docs/adr/0036). A server, which
 * starts once and must not need its folder afterwards, is one file.
 */
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
    inputOptions: {
      resolve: { mainFields: ['module', 'main'] },
      // Files that are loaded late take what they share with the entry from it.
      preserveEntrySignatures: 'allow-extension',
    },
    // The SDK loads node:http late by `import()`, which would load as much as an ES module's `import`.
    outputOptions: {
      dynamicImportInCjs: false,
      codeSplitting: format === 'cjs' && {
        groups: [
          {
            // The entry, with all that it imports: each file more would take time.
            name: (id, chunking) => (chunking.getModuleInfo(id)?.isEntry === true ? 'entry' : null),
            debugName: 'entry',
          },
        ],
      },
    },
  });
}
