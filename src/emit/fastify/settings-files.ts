import type { VirtualFile } from "../virtual-file.ts";
import type { ProjectContext } from "./project-context.ts";

/**
 * `etc/user-api.yaml` and its counterpart for development. A placeholder secret is refused by the service unless `Mode` is `dev`.
 */
export function settingsFiles(context: ProjectContext): readonly VirtualFile[] {
  const { files } = context;
  return [
    {
      path: files.settings,
      ownership: "merged",
      text: joined([...productionHead(context), ...tokens(context), ...stores(context)]),
    },
    {
      path: files.developmentSettings,
      ownership: "merged",
      text: joined([...developmentHead(context), ...tokens(context), ...embeddedStores(context)]),
    },
  ];
}

/** A block of lines; blocks are set apart by a blank line. */
type Block = readonly string[];

function productionHead({ spec }: ProjectContext): readonly Block[] {
  return [[`Name: ${spec.service}`, "Host: 0.0.0.0", "Port: 8888"]];
}

function developmentHead({ spec }: ProjectContext): readonly Block[] {
  return [
    ["# For `npm run dev` and the tests: placeholder secrets are taken, and nothing else has to run."],
    [`Name: ${spec.service}`, "Mode: dev", "Host: 127.0.0.1", "Port: 8888"],
  ];
}

function tokens(context: ProjectContext): readonly Block[] {
  const auth = context.authSections.map((section) => [
    `${section}:`,
    `  AccessSecret: \${${variable(section, "ACCESS_SECRET")}:-change-me-to-a-random-256-bit-value}`,
    "  AccessExpire: 86400",
  ]);
  const transition = context.transitionSections.map((section) => [
    `${section}:`,
    `  Secret: \${${variable(section, "SECRET")}:-change-me-to-a-random-256-bit-value}`,
    `  PrevSecret: \${${variable(section, "PREVIOUS_SECRET")}:-another-different-random-secret}`,
  ]);
  const refresh = ["RefreshSecret: ${REFRESH_SECRET:-another-different-random-secret}", "RefreshExpire: 604800"];
  return [...auth, ...transition, ...(context.hasRefreshTokens ? [refresh] : [])];
}

/** The section `Auth` is the usual one and needs no name in front of its variables. */
function variable(section: string, name: string): string {
  if (section === "Auth") return name;
  return `${section.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, "_").toUpperCase()}_${name}`;
}

function stores({ tables }: ProjectContext): readonly Block[] {
  if (tables.length === 0) return [];
  return [
    ['DataSource: "${DATA_SOURCE:-root:password@tcp(127.0.0.1:3306)/userdb?parseTime=true}"'],
    ["CacheRedis:", "  - Host: 127.0.0.1:6379", "    Type: node"],
  ];
}

function embeddedStores({ spec, tables }: ProjectContext): readonly Block[] {
  if (tables.length === 0) return [];
  return [[`DataSource: sqlite:${spec.service}.db`, "CacheRedis: []"]];
}

function joined(blocks: readonly Block[]): string {
  return `${blocks.map((block) => block.join("\n")).join("\n\n")}\n`;
}
