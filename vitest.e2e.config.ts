import { defineConfig } from 'vitest/config'

// The stories in a browser: one after the other, each against a whole installation of its own.
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    globalSetup: ['src/kernel/testing/global-setup.ts'],
  },
})
