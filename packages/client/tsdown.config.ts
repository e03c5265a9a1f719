import { defineConfig } from 'tsdown';

/** For Node and for browsers alike. */
export default defineConfig({
  entry: 'src/index.ts',
  platform: 'neutral',
  target: 'es2023',
  // Without the compiler, in a tenth of the time: what is exported says its types.
  dts: { oxc: true },
  exports: { devExports: true },
  publint: { strict: true },
});
