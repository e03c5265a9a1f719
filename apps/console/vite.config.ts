import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API of a running `start`, for `dev`. */
const API = 'http://127.0.0.1:3000';

/** Two builds: the one for all stages, and with `--mode laptop` the one that `start` serves at `/console`. */
export default defineConfig(({ mode }) => {
  const local = mode === 'laptop';
  return {
    base: local ? '/console/' : '/',
    plugins: [react()],
    build: {
      outDir: local ? 'dist/local' : 'dist/site',
      // Fonts and images too are files: the content security policy allows no `data:` scripts or styles.
      assetsInlineLimit: 0,
      manifest: true,
      reportCompressedSize: false,
      target: 'es2022',
    },
    server: {
      // An open API takes requests from its own origin only.
      proxy: {
        '^/(?!console/)|^/console/(?:config[.]json|faults)': {
          target: API,
          changeOrigin: true,
          headers: { origin: API },
        },
      },
    },
  };
});
