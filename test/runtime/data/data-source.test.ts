import { describe, expect, it } from "vitest";

import { parseDataSource } from "../../../templates/runtime/database/data-source.ts";
import { openDatabase } from "../../../templates/runtime/database/database.ts";

const local = {
  kind: "mysql",
  address: { host: "127.0.0.1", port: 3306 },
  user: "root",
  password: "password",
  database: "userdb",
  tls: "off",
  connectTimeout: undefined,
  readTimeout: undefined,
  connectionLimit: undefined,
  variables: [],
};

describe("DataSource", () => {
  it.each([
    ["root:password@tcp(127.0.0.1:3306)/userdb?parseTime=true", local],
    ["root:password@tcp(127.0.0.1)/userdb", local],
    ["root:password@/userdb?charset=utf8mb4&parseTime=True&loc=UTC", local],
    ["mysql://root:password@127.0.0.1/userdb", local],
    ["root:p@ss:w/rd?@tcp(db:3307)/userdb", { ...local, password: "p@ss:w/rd?", address: { host: "db", port: 3307 } }],
    ["mysql://root:p%40ss@db:3307/userdb", { ...local, password: "p@ss", address: { host: "db", port: 3307 } }],
    ["root@unix(/run/mysql.sock)/userdb", { ...local, password: "", address: { socketPath: "/run/mysql.sock" } }],
    ["root:password@tcp([::1]:3306)/userdb", { ...local, address: { host: "::1", port: 3306 } }],
    [
      "root:password@tcp(127.0.0.1:3306)/userdb?timeout=1.5s&readTimeout=1m30s&tls=skip-verify",
      { ...local, connectTimeout: 1_500, readTimeout: 90_000, tls: "unverified" },
    ],
    [
      "root:password@tcp(127.0.0.1:3306)/userdb?timeout=.5s&readTimeout=1500000us",
      { ...local, connectTimeout: 500, readTimeout: 1_500 },
    ],
    ["root:password@tcp(127.0.0.1:3306)/userdb?connectionLimit=64", { ...local, connectionLimit: 64 }],
    [
      "root:password@tcp(127.0.0.1:3306)/userdb?autocommit=1&sql_mode=%27ANSI%27",
      { ...local, variables: ["autocommit = 1", "sql_mode = 'ANSI'"] },
    ],
    ["sqlite:data/user.db", { kind: "sqlite", file: "data/user.db" }],
    ["sqlite::memory:", { kind: "sqlite", file: ":memory:" }],
  ])("reads %s", (text, expected) => {
    expect(parseDataSource(text)).toEqual(expected);
  });

  it.each([
    ["", "expected user:password@tcp(host:port)/database"],
    ["root:secret@tcp(127.0.0.1:3306)", "expected user:password@tcp(host:port)/database"],
    ["root:secret@tcp(127.0.0.1:3306)/", "the database name is missing"],
    ["root:secret@udp(127.0.0.1:3306)/d", "expected protocol tcp or unix"],
    ["root:secret@tcp(127.0.0.1:port)/d", "the address in parentheses must be host:port"],
    ["root:secret@tcp(h)/d?loc=Asia%2FShanghai", "loc has to be UTC"],
    ["root:secret@tcp(h)/d?timeout=5", "expected a duration such as 5s for timeout"],
    ["root:secret@tcp(h)/d?readTimeout=-5s", "expected a duration such as 5s for readTimeout"],
    ["root:secret@tcp(h)/d?connectionLimit=0", "expected a number of connections from 1 to 9999"],
    ["root:secret@tcp(h)/d?connectionLimit=many", "expected a number of connections from 1 to 9999"],
    ["root:secret@tcp(h)/d?sslMode=x", "it has a parameter that is not supported"],
    ["root:secret@tcp(h)/d?time_zone=%27Europe%2FBerlin%27", "time_zone is not supported"],
    ["root:secret@tcp(127.0.0.1:3306)/d?tls=true", "tls=true needs the name of the server"],
    ["root:secret@tcp([::1])/d?tls=1", "tls=true needs the name of the server"],
    ["mysql://root:secret@[::1]/d?tls=true", "tls=true needs the name of the server"],
    ["root:secret@/d?tls=true", "tls=true needs the name of the server"],
    ["root:secret@tcp(h)/d?tls=preferred", "expected tls=true, false or skip-verify"],
    ["mysql://root:secret@host:port/d", "the URL cannot be read"],
    ["root:secret@tcp(127.0.0.1:99999)/d", "the address in parentheses must be host:port"],
    ["root:pass@secret/d", "expected protocol tcp or unix"],
    ["mysql://root:pass?secret@host/d", "the URL cannot be read"],
    ["mysql://root:3/pass?secret@host/d", "it has a parameter that is not supported"],
  ])("refuses %s without telling the password", (text, reason) => {
    expect(() => openDatabase(text, [])).toThrow(reason);
    expect(() => openDatabase(text, [])).not.toThrow("secret");
  });
});
