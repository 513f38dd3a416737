import { once } from "node:events";
import { join } from "node:path";
import { connect, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { configPath } from "../../../templates/runtime/config/config.ts";
import { RestConf } from "../../../templates/runtime/config/rest-conf.ts";
import { listen } from "../../../templates/runtime/server/listen.ts";
import { signToken } from "../../../templates/runtime/token/jwt.ts";
import { RunningSample, goodSettings as good, sampleFolder as folder, startWith } from "./running-sample.ts";
import { createSample, sampleSecret as secret } from "./sample-server.ts";

// A process takes a second or two to start on a busy machine.
const patience = { timeout: 60_000 };

describe("a start that fails", patience, () => {
  it("tells every problem and every doubt, one a line, and ends with 1", async () => {
    const sample = startWith(`${good.replace("Port: 0", "Prot: 0").replace(secret, "pa55")}Log: {Level: warn}\n`);
    expect(await sample.ended).toBe(1);
    expect(sample.output).toBe("");
    expect(sample.errors.replaceAll(join(folder, ""), "")).toBe(
      [
        "warning: /sample.yaml:3: Prot: is not a known key and is ignored; did you mean Port?",
        "error: /sample.yaml:1: Port: is required",
        "error: /sample.yaml:7: Auth.AccessSecret: is shorter than 8 bytes",
        'error: /sample.yaml:9: Log.Level: expected one of debug, info, error, severe, found "warn"',
        "",
      ].join("\n"),
    );
  });

  it.each([
    [["-f", join(folder, "absent.yaml")], 1, `error: ${join(folder, "absent.yaml")}: no such file\n`],
    [["-f", "user.ini"], 1, "error: user.ini: expected a file name that ends in .yaml, .yml, .json, .toml\n"],
    [[], 1, "error: etc/sample.yaml: no such file\n"],
  ])("says why: %j", async (args, code, text) => {
    const sample = new RunningSample(args);
    expect(await sample.ended).toBe(code);
    expect(sample.errors).toBe(text);
  });

  it("says how it is called when it is called wrongly", async () => {
    const sample = new RunningSample(["-x"]);
    expect(await sample.ended).toBe(2);
    expect(sample.errors).toContain("usage: [-f CONFIG_FILE]");
    expect(sample.errors).not.toContain("    at ");
  });

  it("names the address that is taken", async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
    const { port } = Object(blocker.address());
    const sample = startWith(good.replace("Port: 0", `Port: ${port}`));
    expect(await sample.ended).toBe(1);
    blocker.close();
    expect(sample.errors).toContain(`cannot listen on 127.0.0.1:${port}: `);
    expect(sample.errors.trim().split("\n")).toHaveLength(1);
  });
});

it("a plugin that fails at the start is not taken for a port that cannot be had", async () => {
  const config = RestConf.parse({ name: "sample", port: 0, mode: "dev", log: { level: "severe" } });
  const server = createSample(config, (own) => {
    own.addHook("onReady", async () => {
      throw new Error("no luck");
    });
  });
  await expect(listen(server, config)).rejects.toThrow("no luck");
});

describe("a certificate that cannot be used", patience, () => {
  const absent = join(folder, "absent.pem");
  const noPem = join(folder, "sample.yaml");

  it.each([
    [
      "is not there",
      `CertFile: ${absent}\nKeyFile: ${absent}\n`,
      /^error: cannot read CertFile: ENOENT.*absent\.pem'\n$/,
    ],
    ["has no key", `CertFile: ${noPem}\n`, /^error: KeyFile is missing: CertFile and KeyFile need each other\n$/],
    ["is none", `CertFile: ${noPem}\nKeyFile: ${noPem}\n`, /^error: cannot use the certificate .*sample\.yaml: .+\n$/],
  ])("is told in one line: one that %s", async (_case, lines, text) => {
    const sample = startWith(good + lines);
    expect(await sample.ended).toBe(1);
    expect(sample.errors).toMatch(text);
    expect(sample.output).toBe("");
  });
});

describe("the file's name", () => {
  it.each([
    [["-f", "a.yaml"], "a.yaml"],
    [["--f", "a.yaml"], "a.yaml"],
    [["-f=a.yaml"], "a.yaml"],
    [["--f=a.yaml"], "a.yaml"],
    [["-f", "a.yaml", "-f", "b.yaml"], "b.yaml"],
    [[], "etc/x.yaml"],
  ])("is taken from %j", (argv, expected) => {
    expect(configPath(argv, "etc/x.yaml")).toBe(expected);
  });
});

describe("a running service", patience, () => {
  it("logs one line a request, and nothing that is secret", async () => {
    const sample = startWith(good);
    const url = await sample.ready();
    const token = signToken({ userId: 1 }, secret);
    await fetch(`${url}/user/info?access_token=${token}`, {
      headers: { authorization: `Bearer ${token}`, cookie: "c00kie" },
    });
    await fetch(`${url}/user/info`, { headers: { authorization: `Bearer ${token}x` } });
    await fetch(`${url}/user/login?x=pa55word`, {
      method: "POST",
      body: '{"password":"pa55word"',
      headers: { "content-type": "application/json" },
    });
    const { headers } = await fetch(`${url}/fail/bug?x=pa55word`, { method: "POST" });
    sample.stop();
    expect(await sample.ended).toBe(0);

    const requests = sample.lines().filter(({ msg }) => msg === "request");
    const trace = headers.get("traceparent")?.split("-")[1];
    expect(requests).toMatchObject([
      { level: "info", service: "sample", method: "GET", path: "/user/info", status: 200 },
      { level: "info", method: "GET", path: "/user/info", status: 401 },
      { level: "info", method: "POST", path: "/user/login", status: 400 },
      { level: "error", method: "POST", path: "/fail/bug", route: "/fail/bug", status: 500, trace },
    ]);
    const failures = sample.lines().filter(({ msg }) => msg === "request failed");
    expect(failures).toMatchObject([{ level: "error", trace, err: { message: "no such table users" } }]);
    for (const word of [token, secret, "c00kie", "pa55word"]) expect(sample.output + sample.errors).not.toContain(word);
  });

  it("answers what rejects with no error as any failure", async () => {
    const sample = startWith(`${good}ResponseFormat: envelope\n`);
    const url = await sample.ready();
    for (const path of ["/fail/null", "/fail/text"]) {
      const answer = await fetch(url + path, { method: "POST" });
      expect([answer.status, await answer.json()]).toEqual([500, { code: 500, msg: "Internal Server Error" }]);
    }
    sample.stop();
    await sample.ended;
    expect(sample.lines().filter(({ msg }) => msg === "request failed")).toMatchObject([
      { err: { type: "object", message: "" } },
      { err: { type: "string", message: "no luck" } },
    ]);
  });

  it("logs no secret of an object, however deep it stands", async () => {
    const sample = startWith(good);
    await fetch(`${await sample.ready()}/log/secrets`);
    sample.stop();
    await sample.ended;
    const nested = sample.lines().find(({ msg }) => msg === "nested");
    expect(nested).toMatchObject({ config: { auth: { accessSecret: "[Redacted]", expire: 60 } } });
    expect(sample.lines().map(({ msg }) => msg)).toContain("of a child");
    expect(sample.output).not.toContain("pa55");
  });

  it("takes a client that leaves in the middle of its body for no failure of its own", async () => {
    const sample = startWith(good);
    const socket = connect(Number(new URL(await sample.ready()).port), "127.0.0.1");
    socket.write(
      "POST /user/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{",
      () => setTimeout(() => socket.destroy(), 100),
    );
    await once(socket, "close");
    sample.stop();
    await sample.ended;
    expect(sample.lines().map(({ msg }) => msg)).not.toContain("request failed");
  });

  it("tells the address of a client that has left", async () => {
    const sample = startWith(`${good.replace("Timeout: 2000", "Timeout: 0")}Shutdown: {WaitTime: 1m}\n`);
    const socket = connect(Number(new URL(await sample.ready()).port), "127.0.0.1");
    socket.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    await sample.wrote('"msg":"begun"');
    socket.destroy();
    await sample.wrote('"status":499');
    expect(sample.lines().find(({ status }) => status === 499)).toMatchObject({ address: "127.0.0.1" });
  });

  it("ends what it has begun when it is told to stop, closes its resources and leaves with 0", async () => {
    const sample = startWith(good);
    const url = await sample.ready();
    const answer = fetch(`${url}/until-closing`);
    await sample.wrote('"msg":"begun"');
    sample.stop();
    expect((await answer).status).toBe(200);
    expect(await sample.ended).toBe(0);
    expect(sample.output).toContain("resources closed\n");
  });

  it("goes on serving for WrapUpTime after the signal", async () => {
    const sample = startWith(`${good.replace("Mode: dev", "Mode: test")}Shutdown: {WrapUpTime: 4s, WaitTime: 1m}\n`);
    const url = await sample.ready();
    sample.stop();
    await sample.wrote("closing because of SIGTERM");
    expect((await fetch(`${url}/ping`, { method: "POST" })).status).toBe(200);
    expect(await sample.ended).toBe(0);
  });

  it.each([
    ["nothing was sent", ""],
    ["half a head was sent", "GET /slow HT"],
    ["an answer was given, but its body does not come", "POST /nope HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"],
  ])("is not kept from ending by a connection on which %s", async (_case, text) => {
    const sample = startWith(`${good.replace("Timeout: 2000", "Timeout: 0")}Shutdown: {WaitTime: 20s}\n`);
    const socket = connect(Number(new URL(await sample.ready()).port), "127.0.0.1");
    await once(socket, "connect");
    socket.on("error", () => {}).resume();
    socket.write(text);
    // It has seen that connection when it has answered on a later one.
    await fetch(`${await sample.ready()}/nope`);
    sample.stop();
    expect(await sample.ended).toBe(0);
    expect(sample.output).toContain("resources closed\n");
    socket.destroy();
  });

  it("cuts requests off that do not end within WaitTime, and closes its resources", async () => {
    const sample = startWith(`${good.replace("Timeout: 2000", "Timeout: 0")}Shutdown: {WaitTime: 5s}\n`);
    const url = await sample.ready();
    const answer = fetch(`${url}/slow`).catch(() => "cut off");
    await sample.wrote('"msg":"begun"');
    sample.stop();
    expect(await sample.ended).toBe(1);
    expect(await answer).toBe("cut off");
    expect(sample.output).toContain("resources closed\n");
    expect(sample.output).toContain("requests that did not end were cut off");
  });
});
