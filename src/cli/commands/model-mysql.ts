import type { Command } from "commander";
import type { Terminal } from "../terminal.ts";
import { addModelMysqlDatasource } from "./model-mysql-datasource.ts";
import { addModelMysqlDdl } from "./model-mysql-ddl.ts";
import { addModelMysqlDescribe } from "./model-mysql-describe.ts";

/** `tsgoctl model mysql`. */
export function addModelMysql(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const model = program.command("model").description("generate models of database tables");
  const mysql = model.command("mysql").description("MySQL and MariaDB");
  addModelMysqlDdl(mysql, terminal, done);
  addModelMysqlDatasource(mysql, terminal, done);
  addModelMysqlDescribe(mysql, terminal, done);
}
