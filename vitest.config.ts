import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "test/golden/*/**"],
    globalSetup: ["test/services/global-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
