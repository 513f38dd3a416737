import { openDatabase } from "../../../templates/runtime/database/database.ts";

// A process that begins a transaction on the file given and never ends it.
const [file = ""] = process.argv.slice(2);
setInterval(() => {}, 60_000);
await openDatabase(`sqlite:${file}`, []).transact(async (session) => {
  await session.execute("insert into `item` values (666, 'never committed')");
  process.stdout.write("holding\n");
  await new Promise(() => {});
});
