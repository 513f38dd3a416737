import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { RestConf } from "../config/rest-conf.ts";

/** Fastify's options for HTTPS if the configuration names a certificate; one that cannot be used ends the process. */
export function tlsOptions({ certFile = "", keyFile = "" }: RestConf): object {
  if (certFile === "" && keyFile === "") return {};
  const https = { cert: readPem("CertFile", certFile), key: readPem("KeyFile", keyFile) };
  try {
    createSecureContext(https);
  } catch (error) {
    return fail(`cannot use the certificate ${certFile} with the key ${keyFile}: ${messageOf(error)}`);
  }
  // Fastify's type of a server depends on `https`; the service never uses what differs.
  return { https };
}

function readPem(key: string, file: string): Buffer {
  if (file === "") return fail(`${key} is missing: CertFile and KeyFile need each other`);
  try {
    return readFileSync(file);
  } catch (error) {
    return fail(`cannot read ${key}: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fail(line: string): never {
  process.stderr.write(`error: ${line}\n`);
  process.exit(1);
}
