import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { RestConf } from "../config/rest-conf.ts";

/** The certificate that the settings name, if they do; one that cannot be used ends the process. */
export function tlsCertificate({ certFile = "", keyFile = "" }: RestConf): Certificate | undefined {
  if (certFile === "" && keyFile === "") return undefined;
  const certificate = { cert: readPem("CertFile", certFile), key: readPem("KeyFile", keyFile) };
  try {
    createSecureContext(certificate);
  } catch (error) {
    return fail(`cannot use the certificate ${certFile} with the key ${keyFile}: ${messageOf(error)}`);
  }
  return certificate;
}

interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
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
