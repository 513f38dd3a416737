import { scaffoldedHeader } from "../virtual-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import type { ProjectContext } from "./project-context.ts";

/** The files that compilers, editors and git read. */
export function projectSettingsFiles(context: ProjectContext): readonly VirtualFile[] {
  return [
    scaffolded("tsconfig.json", tsconfig(context)),
    scaffolded("tsconfig.build.json", buildTsconfig),
    scaffolded("vitest.config.ts", vitestConfig),
    scaffolded(".gitignore", "node_modules/\n/dist/\n*.db*\n*.log\n.*.tsgoctl-*\n"),
    scaffolded(".gitattributes", gitattributes(context)),
  ];
}

function scaffolded(path: string, text: string): VirtualFile {
  return { path, ownership: "scaffolded", text };
}

function tsconfig({ files }: ProjectContext): string {
  return `{
  "compilerOptions": {
    "target": "es2023",
    "lib": ["es2023"],
    "module": "nodenext",
    "types": ["node"],
    "strict": true,
    "exactOptionalPropertyTypes": true,
    "noUncheckedIndexedAccess": true,
    "noImplicitOverride": true,
    "noImplicitReturns": true,
    "noFallthroughCasesInSwitch": true,
    "verbatimModuleSyntax": true,
    "isolatedModules": true,
    "erasableSyntaxOnly": true,
    "rewriteRelativeImportExtensions": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "include": ["${files.entry}", "vitest.config.ts", "internal", "test"]
}
`;
}

const buildTsconfig = `{
  "extends": "./tsconfig.json",
  "compilerOptions": {
    "noEmit": false,
    "rootDir": ".",
    "outDir": "dist",
    "sourceMap": true
  },
  "exclude": ["vitest.config.ts", "test", "dist"]
}
`;

/** Without a file of its own, vitest would take that of a folder above. */
const vitestConfig = `${scaffoldedHeader}

import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["test/**/*.test.ts"] } });
`;

/** Keeps generated files out of review; `eol` keeps their bytes the same on every system. */
function gitattributes(context: ProjectContext): string {
  const generated = [
    "internal/handler/**",
    "internal/jwtx/**",
    "internal/model/*_gen.ts",
    "internal/runtime/**",
    "internal/types/**",
  ];
  const used = generated.filter((pattern) => isUsed(pattern, context));
  return `* text=auto eol=lf\n${used.map((pattern) => `${pattern} linguist-generated\n`).join("")}`;
}

function isUsed(pattern: string, context: ProjectContext): boolean {
  if (pattern.startsWith("internal/jwtx")) return context.authSections.length > 0;
  return !pattern.startsWith("internal/model") || context.tables.length > 0;
}
