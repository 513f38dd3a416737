import { createConnection } from "mysql2/promise";

/** Runs statements as they stand, one after the other. */
export async function createClient(url: string) {
  const connection = await createConnection({ uri: url });
  return {
    run: async (...statements: readonly string[]) => {
      for (const statement of statements) await connection.query(statement);
    },
    close: () => connection.end(),
  };
}
