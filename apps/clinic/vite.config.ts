import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './scripts/precompress.ts';

// The application is a folder of static files: whoever serves it needs no Node.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompress()],
  build: {
    target: 'es2023',
    // The default minifier refuses an unprocessed @media rule of @medplum/react's stylesheet (spec/embedded-server.md).
    cssMinify: false,
    // Names of our people are not in the code: a map helps whoever reports a fault.
    sourcemap: true,
    chunkSizeWarningLimit: 1200,
  },
});
