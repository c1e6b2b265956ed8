import { defineConfig } from "vitest/config";

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: ["test/unit/**/*.test.ts", "test/simulated/**/*.test.ts"],
    testTimeout: 60_000,
    // Two cores are what the smallest supported build machine has.
    maxWorkers: 2,
  },
});
