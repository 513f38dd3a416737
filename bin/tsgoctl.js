#!/usr/bin/env node
import module from "node:module";

// From Node 22 on, the second start need not compile the bundle again.
module.enableCompileCache?.();
await import("../dist/cli.js");
