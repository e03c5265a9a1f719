import { defineConfig } from 'tsdown';

/** One file with everything in it: what Lambda is given is this file alone. */
export default defineConfig({
  entry: { handler: 'src/handler.ts' },
  platform: 'node',
  target: 'node24',
  minify: true,
  dts: false,
  deps: { alwaysBundle: /./ },
  outputOptions: { codeSplitting: false },
});
