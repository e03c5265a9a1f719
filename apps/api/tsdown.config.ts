import { defineConfig } from 'tsdown';

const entries = {
  lambda: { handler: 'src/handler.ts' },
  server: { server: 'src/server.ts' },
};

/** Each entry is one file with everything in it: what Lambda is given is this file alone. */
export default defineConfig(
  Object.entries(entries).map(([folder, entry]) => ({
    entry,
    outDir: `dist/${folder}`,
    platform: 'node' as const,
    target: 'node24',
    minify: true,
    dts: false,
    deps: { alwaysBundle: /./ },
    outputOptions: { codeSplitting: false },
  })),
);
