import { defineConfig } from 'tsdown';

const entries = [
  // Starts sooner than an ES module: docs/adr/0011.
  { folder: 'lambda', entry: { handler: 'src/handler.ts' }, format: 'cjs' as const },
  { folder: 'server', entry: { server: 'src/server.ts' }, format: 'esm' as const },
];

/** Each entry is one file with all code in it; the build puts the documentation beside it (build-docs.ts). */
export default defineConfig(
  entries.map(({ folder, entry, format }) => ({
    entry,
    format,
    outDir: `dist/${folder}`,
    platform: 'node' as const,
    target: 'node24',
    minify: true,
    dts: false,
    deps: { alwaysBundle: /./ },
    // The ES modules of the SDK can be shaken, its CommonJS can't.
    inputOptions: { resolve: { mainFields: ['module', 'main'] } },
    // The SDK loads node:http late, by `import()`, which would load as much as an ES module's `import`.
    outputOptions: { codeSplitting: false, dynamicImportInCjs: false },
  })),
);
