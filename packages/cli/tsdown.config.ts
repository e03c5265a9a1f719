import { defineConfig, type UserConfig } from 'tsdown';

const LOGS = 'cloudwatch-logs';

const options: UserConfig = {
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
};

export default [
  defineConfig({
    ...options,
    entry: { 'async-catalog': 'src/main.ts' },
    plugins: [
      {
        name: 'beside',
        resolveId: (id) => (id.endsWith(`/${LOGS}.ts`) ? { id: `./${LOGS}.js`, external: true } : null),
      },
    ],
  }),
  // With AWS's SDK, which is larger than all the rest, and which one command needs.
  defineConfig({ ...options, entry: { [LOGS]: `src/story/${LOGS}.ts` }, clean: false }),
];
