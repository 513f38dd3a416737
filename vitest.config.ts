import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "test/golden/*/**"],
    // Most tests wait for servers and processes: one worker for each core, where vitest leaves one core idle.
    maxWorkers: "100%",
    globalSetup: ["test/services/global-setup.ts"],
    testTimeout: process.env["TSGOCTL_LONG_TESTS"] === "1" ? 3_600_000 : 60_000,
    hookTimeout: 120_000,
  },
});
