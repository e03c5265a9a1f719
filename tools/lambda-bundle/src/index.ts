import { defineConfig, type UserConfig } from 'tsdown';

type Options = Pick<UserConfig, 'entry' | 'outDir'> & { readonly format?: 'cjs' | 'esm' };

/**
 * Bundles an entry, `src/handler.ts` unless another is given, with everything that it imports, into one file; what it loads late, by
 * `import()`, into files beside it.
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
      // Of one file for what is loaded at once, because each file takes time; the late ones are never read before they are needed.
      codeSplitting: {
        groups: [{ name: (id, chunking) => (chunking.getModuleInfo(id)?.isEntry === true ? 'entry' : null) }],
      },
    },
  });
}
