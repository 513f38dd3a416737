import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "test/golden/*/**"],
    globalSetup: ["test/services/global-setup.ts"],
    testTimeout: process.env["TSGOCTL_LONG_TESTS"] === "1" ? 3_600_000 : 60_000,
    hookTimeout: 120_000,
  },
});
