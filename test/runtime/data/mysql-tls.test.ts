import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { createConnection } from "mysql2/promise";
import { afterAll, describe, expect, it } from "vitest";

import { startMysql } from "../../services/start-mysql.ts";

// Of this test alone: nothing else trusts the authority, and its own key is gone.
const authority = `-----BEGIN CERTIFICATE-----
MIIBjjCCATOgAwIBAgIUUKgA+M0Pw2j97TI54tovL0tiHi8wCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQdGVzdHMgb2YgdHNnb2N0bDAgFw0yNjExMjYwMzE5MjRaGA8y
MTI2MTEwMjAzMTkyNFowGzEZMBcGA1UEAwwQdGVzdHMgb2YgdHNnb2N0bDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABJpCzNXCIu/uHwjgmQzqh9/JQhIO93P3fe7w
glxx3s2sm36CVRafcFimQkSyQnSdCFphpufrZydcNFfKLFH3FFujUzBRMB0GA1Ud
DgQWBBRoZZ8MS91lznH0PxLb0uCKPkzJQTAfBgNVHSMEGDAWgBRoZZ8MS91lznH0
PxLb0uCKPkzJQTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDU
6TtA8gi8CCaYPUY4p1wSjRJVWYij949jjbJTdqyToQIhAPhMJu36VoI8wPV+dUxa
K9WpoIr1Vek1HzGNCLrHkgDD
-----END CERTIFICATE-----
`;

const servers = {
  localhost: {
    verified: /^cipher TLS/u,
    cert: `-----BEGIN CERTIFICATE-----
MIIBizCCATGgAwIBAgIUT+1Oq5NnNNoIGVOHmPTBh7CMDSIwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQdGVzdHMgb2YgdHNnb2N0bDAgFw0yNjExMjYwMzE5MjRaGA8y
MTI2MTEwMjAzMTkyNFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0C
AQYIKoZIzj0DAQcDQgAE5XhXwqOhnQzetIRC4uibiGADZ37O/V5qD2xc+/lAhFyf
Eer+q3N8iMfH/Run7sP0DHPgXh8wnpFm8i8mN3kPe6NYMFYwFAYDVR0RBA0wC4IJ
bG9jYWxob3N0MB0GA1UdDgQWBBQ354aQAR9Bx6V7M5WbIj4bQlE+UzAfBgNVHSME
GDAWgBRoZZ8MS91lznH0PxLb0uCKPkzJQTAKBggqhkjOPQQDAgNIADBFAiEA5Fdb
XIY69IJk3tMPob+OeAlyk6/Gug7bgcI1SvKLAvwCIEQ89KOaresXsUR6bTgB2WRA
RykxBVvwLRM+uuo/MFzm
-----END CERTIFICATE-----
`,
    key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbHwzI69On5wD4D+w
b0k8BN2j/Ln2u6J3XEdLKYXLEfyhRANCAATleFfCo6GdDN60hELi6JuIYANnfs79
XmoPbFz7+UCEXJ8R6v6rc3yIx8f9G6fuw/QMc+BeHzCekWbyLyY3eQ97
-----END PRIVATE KEY-----
`,
  },
  "evil.example": {
    verified: /^error .*altnames/u,
    cert: `-----BEGIN CERTIFICATE-----
MIIBkDCCATegAwIBAgIUT+1Oq5NnNNoIGVOHmPTBh7CMDSMwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQdGVzdHMgb2YgdHNnb2N0bDAgFw0yNjExMjYwMzE5MjVaGA8y
MTI2MTEwMjAzMTkyNVowFzEVMBMGA1UEAwwMZXZpbC5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEh8oiZsFJquj2G9ZQDYeXJbXoKYKNMdVsQTxX93Ec
1SKiiYuk4T7+mYzJMRoHpypA/sqe93mI8+FCEIEJCl0XkaNbMFkwFwYDVR0RBBAw
DoIMZXZpbC5leGFtcGxlMB0GA1UdDgQWBBTIcT0US/V4INXupIHKIeUg8tpuqjAf
BgNVHSMEGDAWgBRoZZ8MS91lznH0PxLb0uCKPkzJQTAKBggqhkjOPQQDAgNHADBE
AiBR1pNT4cd0KwH7LgxT+RHdJcRI9Cm+ZYHoYsoBAla1IQIgSAFPMwWZVcNoxxEv
jJl3Ese89K7pevZypmmtOcZZ14M=
-----END CERTIFICATE-----
`,
    key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgIYWRGTUGd2/BW1pQ
jzLPxHiwTPRm6O0qjdHX0yyqVxahRANCAASHyiJmwUmq6PYb1lANh5cltegpgo0x
1WxBPFf3cRzVIqKJi6ThPv6ZjMkxGgenKkD+yp73eYjz4UIQgQkKXReR
-----END PRIVATE KEY-----
`,
  },
};

const folder = mkdtempSync(join(tmpdir(), "tsgoctl-mysql-tls-"));
writeFileSync(join(folder, "authority.pem"), authority);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Signs that each mean something in a DataSource. */
const login = "guest:p@ss:w/rd?";

/** What a process that trusts the authority gets from the server: the cipher, or an error's cause. */
async function answer(port: string, tls: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      "--import",
      "tsx",
      join(import.meta.dirname, "cipher-of-mysql.ts"),
      `${login}@tcp(localhost:${port})/guests?timeout=10s&readTimeout=10s&tls=${tls}`,
    ],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, "authority.pem") } },
  );
  return stdout.trim();
}

describe.each(["localhost", "evil.example"] as const)("a MySQL at localhost with the certificate of %s", (name) => {
  it("is asked with tls=true only if the certificate is its own, and takes a password with and without TLS", async () => {
    const { cert, key, verified } = servers[name];
    const files = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
    writeFileSync(files.cert, cert);
    writeFileSync(files.key, key);
    const server = await startMysql([
      `--ssl-cert=${files.cert}`,
      `--ssl-key=${files.key}`,
      `--ssl-ca=${join(folder, "authority.pem")}`,
    ]);
    try {
      const { port } = new URL(server.url);
      const root = await createConnection({ uri: server.url, multipleStatements: true });
      const [user, password] = login.split(/:(.*)/su);
      await root.query("create database guests; create user ?@'%' identified by ?; grant all on guests.* to ?@'%'", [
        user,
        password,
        user,
      ]);
      expect(await answer(port, "skip-verify")).toMatch(/^cipher TLS/u);
      expect(await answer(port, "true")).toMatch(verified);
      // MySQL then has to be given the password again, which no connection without TLS sends as it is.
      await root.query("flush privileges");
      expect(await answer(port, "false")).toBe("cipher");
      await root.end();
    } finally {
      await server.stop();
    }
  });
});
