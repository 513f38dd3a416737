/** The packages that a generated project may use, in the versions that this release of tsgoctl is tested with. */
export const packageVersions = {
  "@fastify/under-pressure": "9.2.0",
  "close-with-grace": "2.5.0",
  "content-disposition": "2.0.1",
  fastify: "5.12.8",
  ioredis: "6.0.0",
  jsonwebtoken: "9.0.3",
  mysql2: "3.24.6",
  "node-sqlite3-wasm": "0.8.60",
  "prom-client": "15.1.3",
  yaml: "2.9.1",
  zod: "4.6.7",
  "@types/jsonwebtoken": "9.0.10",
  "@types/node": "20.19.43",
  tsx: "4.23.15",
  typescript: "6.0.3",
  vitest: "4.1.12",
} as const;

export type PackageName = keyof typeof packageVersions;
