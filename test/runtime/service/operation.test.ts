import { connect, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { goodSettings as good, startWith } from "./running-sample.ts";

// A process takes a second or two to start on a busy machine.
const patience = { timeout: 60_000 };

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = Object(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("the developers' server", patience, () => {
  it("tells of readiness, life and metrics, and of the end before it comes", async () => {
    const port = await freePort();
    const settings = `DevServer: {Port: ${port}, HealthResponse: fine}\nShutdown: {WrapUpTime: 2s, WaitTime: 1m}\n`;
    const sample = startWith(good.replace("Mode: dev", "Mode: test") + settings);
    const url = await sample.ready();
    const probe = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return [response.status, await response.text()] as const;
    };
    expect(await probe("/healthz")).toEqual([200, "fine"]);
    expect(await probe("/livez")).toEqual([200, "OK"]);
    await fetch(`${url}/items/1`);
    expect((await probe("/metrics"))[1]).toContain('http_server_requests_code_total{path="/items/:id"');
    expect((await probe("/debug/pprof/"))[0]).toBe(404);

    sample.stop();
    await expect.poll(() => probe("/healthz")).toEqual([503, "Service Unavailable"]);
    // The service itself goes on for WrapUpTime, and tells its clients to leave.
    const answer = await fetch(`${url}/ping`, { method: "POST" });
    expect([answer.status, answer.headers.get("connection")]).toEqual([200, "close"]);
    expect(await probe("/livez")).toEqual([200, "OK"]);
    expect(await sample.ended).toBe(0);
  });

  it.each(["", "DevServer: {Enabled: false}\n"])("is not there with %j", async (settings) => {
    const sample = startWith(good + settings);
    await sample.ready();
    await expect(fetch("http://127.0.0.1:6060/healthz")).rejects.toThrow("fetch failed");
  });

  it("names its address when it is taken", async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
    const { port } = Object(blocker.address());
    const sample = startWith(`${good}DevServer: {Port: ${port}}\n`);
    expect(await sample.ended).toBe(1);
    blocker.close();
    expect(sample.errors).toMatch(new RegExp(`^cannot listen on 127.0.0.1:${port}: .*EADDRINUSE.*\\n$`));
  });
});

describe("the log", patience, () => {
  it("is text with tabs where Log.Encoding is plain", async () => {
    const sample = startWith(`${good}Log: {Encoding: plain}\n`);
    await fetch(`${await sample.ready()}/items/1?token=pa55word`);
    await fetch(`${await sample.ready()}/log/secrets`);
    sample.stop();
    await sample.ended;
    const [line = ""] = sample.output.split("\n").filter((text) => text.includes("/items/1"));
    expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z\tinfo\trequest\tservice=sample\ttrace=[\da-f]{32}\tmethod=GET\t/);
    expect(line).toMatch(/\tpath=\/items\/1\troute=\/items\/:id\tstatus=200\tmilliseconds=[\d.]+\taddress=127.0.0.1$/);
    expect(sample.output).not.toContain("pa55");
  });

  it("says which requests were slow, and which clients did not wait", async () => {
    const sample = startWith(good);
    const url = await sample.ready();
    await fetch(`${url}/late`);
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    await sample.wrote('"msg":"begun"');
    socket.destroy();
    await sample.wrote('"status":499');
    sample.stop();
    await sample.ended;
    expect(sample.lines().filter(({ path }) => path === "/late" || path === "/slow")).toMatchObject([
      { level: "warn", msg: "slow request", path: "/late", status: 200 },
      { level: "info", msg: "request", path: "/slow", status: 499 },
    ]);
  });

  it("has no query, and of what comes after the time limit only what went wrong", async () => {
    const sample = startWith(good.replace("Timeout: 2000", "Timeout: 300"));
    const url = await sample.ready();
    const asks = ["/late", "/late-abort", "/twice", "/late-failure"].map((path) =>
      fetch(`${url}${path}?token=pa55word`),
    );
    expect((await Promise.all(asks)).map(({ status }) => status)).toEqual([503, 503, 200, 503]);
    await sample.wrote("about to fail");
    await fetch(`${url}/items/1`);
    sample.stop();
    await sample.ended;
    const doubts = sample.lines().filter(({ level, msg }) => level !== "info" && msg !== "request");
    expect(doubts.filter(({ msg }) => msg !== "request failed")).toMatchObject([
      { err: { message: 'Reply was already sent, did you forget to "return reply" in "/twice" (GET)?' } },
      { err: { message: "no luck" }, msg: "a request failed after its time limit" },
    ]);
    expect(sample.output).not.toContain("pa55");
  });

  it("has no line for requests where Middlewares.Log is off, but for failures", async () => {
    const sample = startWith(`${good}Middlewares: {Log: false}\n`);
    const url = await sample.ready();
    await fetch(`${url}/items/1`);
    await fetch(`${url}/fail/bug`, { method: "POST" });
    sample.stop();
    await sample.ended;
    expect(sample.lines().map(({ msg }) => msg)).not.toContain("request");
    expect(sample.lines().map(({ msg }) => msg)).toContain("request failed");
  });
});

describe("the end under load", patience, () => {
  it("loses no request that the service has begun", async () => {
    const sample = startWith(
      `${good.replace("Mode: dev", "Mode: test")}Shutdown: {WrapUpTime: 500ms, WaitTime: 30s}\n`,
    );
    const url = await sample.ready();
    const answers: number[] = [];
    const failures: string[] = [];
    let isEnding = false;
    const client = async (path: string): Promise<void> => {
      while (true) {
        // A connection that nobody has taken from the system yet breaks when the port closes.
        const response = await fetch(url + path).catch((error: unknown) => String(error));
        if (typeof response === "string") {
          failures.push(`${response} ${isEnding ? "at the end" : "before the end"}`);
          return;
        }
        answers.push(response.status);
        await response.arrayBuffer();
      }
    };
    const clients = Array.from({ length: 20 }, (_, index) => client(index % 4 === 0 ? "/late" : "/items/1"));
    await expect.poll(() => answers.length).toBeGreaterThan(200);
    isEnding = true;
    sample.stop();
    expect(await sample.ended).toBe(0);
    await Promise.all(clients);

    const served = sample.lines().filter(({ msg }) => msg === "request" || msg === "slow request");
    expect(new Set(failures)).toEqual(new Set(["TypeError: fetch failed at the end"]));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(served.filter(({ status }) => status !== 200)).toEqual([]);
    expect(answers).toHaveLength(served.length);
  });
});
