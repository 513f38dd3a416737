import { connect } from "node:net";

/** Sends a text as it is and gives everything that comes back until the server closes the connection. */
export function exchangeWith(port: number): (text: string | Uint8Array) => Promise<string> {
  return async (text) =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      let answer = "";
      socket.on("data", (data) => (answer += data.toString()));
      socket.on("error", () => resolve(answer));
      socket.on("close", () => resolve(answer));
      socket.write(text);
    });
}
