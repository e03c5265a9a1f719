import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { 'async-catalog': 'src/main.ts' },
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  dts: false,
  fixedExtension: false,
  deps: { alwaysBundle: /./ },
  inputOptions: {
    resolve: { mainFields: ['module', 'main'] },
    // V8 compiles functions in parentheses at once, and so modules that a command doesn't need.
    optimization: { pifeForModuleWrappers: false },
  },
  // What a command doesn't need is in the file, and isn't evaluated.
  outputOptions: { codeSplitting: false },
});
