import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // thousands of threads are started: they find TypeScript compiled, as those of bin/whosaid.js do
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/whosaid', import.meta.url)) },
  },
})
