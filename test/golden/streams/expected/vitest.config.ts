// Code scaffolded by tsgoctl. Safe to edit.

import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["test/**/*.test.ts"] } });
