const app = (name: string) => new URL(`../../../../apps/${name}/`, import.meta.url);

/** Each function's bundle, source and bundler settings. */
export const APPS = {
  CreateProductProcessor: {
    bundle: new URL('dist/handler.cjs', app('create-product-processor')),
    source: new URL('src/handler.ts', app('create-product-processor')),
    config: new URL('tsdown.config.ts', app('create-product-processor')),
    /** The bundle's name, if the app has several. */
    configIndex: 0,
    modules: new URL('node_modules', app('create-product-processor')),
  },
  ProductSaverWorker: {
    bundle: new URL('dist/handler.cjs', app('product-saver-worker')),
    source: new URL('src/handler.ts', app('product-saver-worker')),
    config: new URL('tsdown.config.ts', app('product-saver-worker')),
    configIndex: 0,
    modules: new URL('node_modules', app('product-saver-worker')),
  },
  FileSplitter: {
    bundle: new URL('dist/handler.cjs', app('file-splitter')),
    source: new URL('src/handler.ts', app('file-splitter')),
    config: new URL('tsdown.config.ts', app('file-splitter')),
    configIndex: 0,
    modules: new URL('node_modules', app('file-splitter')),
  },
  CatalogApi: {
    bundle: new URL('dist/lambda/handler.cjs', app('api')),
    source: new URL('src/handler.ts', app('api')),
    config: new URL('tsdown.config.ts', app('api')),
    configIndex: 0,
    modules: new URL('node_modules', app('api')),
  },
} as const;

export type AppName = keyof typeof APPS;
