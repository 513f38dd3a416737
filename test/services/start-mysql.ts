import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createConnection } from "mysql2/promise";

import { findProgram, needProgram } from "./find-program.ts";
import { freePort, startServer } from "./server-process.ts";
import type { OwnService } from "./server-process.ts";

/** A MariaDB or MySQL of its own in a temporary folder, with further options of the server. `TEST_MYSQLD` names its program. */
export async function startMysql(options: readonly string[] = []): Promise<OwnService> {
  const program = process.env["TEST_MYSQLD"] ?? needProgram(["mariadbd", "mysqld"], "mariadb-server", "TEST_MYSQL_URL");
  const folder = mkdtempSync(join(tmpdir(), "tsgoctl-mysql-"));
  const data = join(folder, "data");
  // Either server refuses to run as root unless that is asked for.
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  initialize(program, data, temporary, user);
  const port = await freePort();
  const args = [
    "--no-defaults",
    ...user,
    `--datadir=${data}`,
    // Servers that run at the same time in containers of their own, but with one /tmp, take each other's tables there.
    `--tmpdir=${temporary}`,
    `--socket=${join(folder, "s")}`,
    `--pid-file=${join(folder, "pid")}`,
    `--port=${port}`,
    "--bind-address=127.0.0.1",
    // MySQL alone listens on a second port, for a protocol that nobody speaks here.
    "--loose-mysqlx=OFF",
    "--skip-name-resolve",
    // What is committed outlasts the server's process, which some tests kill, but not the machine.
    "--innodb-flush-log-at-trx-commit=2",
    "--innodb-buffer-pool-size=32M",
    ...options,
  ];
  const server = await startServer({ program, args, folder, isReady: async () => await answers(port) });
  return { url: `mysql://root@127.0.0.1:${port}`, ...server };
}

/** MySQL's own root may come from `localhost` alone, which is no address. */
const ROOT_BY_ADDRESS = "create user root@127.0.0.1;\ngrant all on *.* to root@127.0.0.1 with grant option;\n";

/** Makes the data folder, with a root user that has no password. */
function initialize(program: string, data: string, temporary: string, user: readonly string[]): void {
  mkdirSync(data);
  const users = join(temporary, "users.sql");
  writeFileSync(users, ROOT_BY_ADDRESS);
  const isMariadb = execFileSync(program, ["--no-defaults", "--version"]).toString().includes("MariaDB");
  const installer = isMariadb ? findProgram("mariadb-install-db", "mysql_install_db") : program;
  if (installer === undefined) throw new Error("the tests need mariadb-install-db, which comes with mariadb-server");
  const mode = isMariadb
    ? ["--auth-root-authentication-method=normal", "--skip-test-db"]
    : ["--initialize-insecure", `--init-file=${users}`];
  execFileSync(installer, ["--no-defaults", ...mode, ...user, `--datadir=${data}`], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, TMPDIR: temporary },
  });
}

async function answers(port: number): Promise<boolean> {
  try {
    const connection = await createConnection({ host: "127.0.0.1", port, user: "root", connectTimeout: 1_000 });
    await connection.end();
    return true;
  } catch {
    return false;
  }
}
