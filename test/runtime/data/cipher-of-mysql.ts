import { openDatabase } from "../../../templates/runtime/database/database.ts";

// A process that says which cipher it and the database given have agreed on.
const [dataSource = ""] = process.argv.slice(2);
const database = openDatabase(dataSource, []);
try {
  const [row] = await database.query("show session status like 'Ssl_cipher'");
  process.stdout.write(`cipher ${String(row?.["Value"])}`);
} catch (error) {
  process.stdout.write(`error ${String(error instanceof Error && error.cause)}`);
}
await database.close();
