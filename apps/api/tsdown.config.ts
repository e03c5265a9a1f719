import { defineConfig } from 'tsdown';

const entries = {
  lambda: { handler: 'src/handler.ts' },
  server: { server: 'src/server.ts' },
};

/** Each entry is one file with all code in it; the build puts the documentation beside it (build-docs.ts). */
export default defineConfig(
  Object.entries(entries).map(([folder, entry]) => ({
    entry,
    outDir: `dist/${folder}`,
    platform: 'node' as const,
    target: 'node24',
    minify: true,
    dts: false,
    deps: { alwaysBundle: /./ },
    // The ES modules of the SDK can be shaken, its CommonJS can't.
    inputOptions: { resolve: { mainFields: ['module', 'main'] } },
    outputOptions: { codeSplitting: false },
  })),
);
