import { createHmac, createSign, generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jws, segment } from "../../runtime/service/jws.ts";
import { type RawAnswer, sendCase } from "../binding/send-case.ts";
import { type RunningService, startConformanceService } from "../binding/start-conformance-service.ts";
import { secrets, tokenService } from "./token-service.ts";

let service: RunningService | undefined;
beforeAll(async () => (service = await startConformanceService(tokenService)));
afterAll(async () => service?.stop());

const now = Math.floor(Date.now() / 1000);
const claims = { uid: 1, exp: now + 1000 };
const good = jws({ alg: "HS256", typ: "JWT" }, claims, secrets.auth);
const [goodHeader = "", goodPayload = "", goodSignature = ""] = good.split(".");

async function send(...authorization: readonly string[]): Promise<RawAnswer> {
  return sendCase({ method: "GET", path: "/auth/who", headers: { Authorization: authorization } }, service?.port ?? 0);
}

/** The status, and whether the answer says no more than any other refusal. */
async function refusal(...authorization: readonly string[]): Promise<unknown> {
  const { status, headers, body } = await send(...authorization);
  return { status, challenge: headers["www-authenticate"], body };
}

const refused = {
  status: 401,
  challenge: 'Bearer error="invalid_token"',
  body: JSON.stringify({
    type: "about:blank",
    title: "Unauthorized",
    status: 401,
    detail: "the token is not valid",
    instance: "/auth/who",
  }),
};

function signed(payload: unknown, header: object = { alg: "HS256" }): string {
  return jws(header, payload, secrets.auth);
}

/** Signed by keys that the service has never seen. */
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = generateKeyPairSync("ed25519");
const publicPem = rsa.publicKey.export({ type: "spki", format: "pem" }).toString();

function asymmetric(alg: string): string {
  const content = `${segment({ alg })}.${goodPayload}`;
  const data = Buffer.from(content);
  const signatures: Readonly<Record<string, () => Buffer>> = {
    RS256: () => createSign("sha256").update(data).sign(rsa.privateKey),
    PS256: () => createSign("sha256").update(data).sign({ key: rsa.privateKey, padding: 6, saltLength: 32 }),
    ES256: () => createSign("sha256").update(data).sign({ key: ec.privateKey, dsaEncoding: "ieee-p1363" }),
    EdDSA: () => sign(null, data, ed.privateKey),
  };
  return `${content}.${signatures[alg]?.().toString("base64url")}`;
}

describe("a token is refused that", () => {
  it.each(["none", "None", "nOnE", "NONE", "", undefined])(
    "names %j as its algorithm and has no signature",
    async (alg) => {
      const content = `${segment({ alg, typ: "JWT" })}.${goodPayload}`;
      for (const token of [content, `${content}.`, `${content}.${goodSignature}`]) {
        expect(await refusal(`Bearer ${token}`)).toEqual(refused);
      }
    },
  );

  it.each(["RS256", "PS256", "ES256", "EdDSA"])("is signed by %s", async (alg) => {
    expect(await refusal(`Bearer ${asymmetric(alg)}`)).toEqual(refused);
  });

  it.each([
    ["a public key taken for the secret", jws({ alg: "HS256" }, claims, publicPem)],
    ["another HMAC than its header says", `${segment({ alg: "HS512" })}.${goodPayload}.${goodSignature}`],
    ["the secret of the transition", jws({ alg: "HS256" }, claims, secrets.transition)],
    ["the previous secret", jws({ alg: "HS256" }, claims, secrets.previous)],
    ["the placeholder of a new project", jws({ alg: "HS256" }, claims, "change-me-to-a-random-256-bit-value")],
  ])("is signed with %s", async (_case, token) => {
    expect(await refusal(`Bearer ${token}`)).toEqual(refused);
  });

  it("has another character anywhere", async () => {
    const places = Array.from(good, (_, index) => index).filter((index) => good[index] !== ".");
    const answers = await Promise.all(
      places.map((index) => refusal(`Bearer ${good.slice(0, index)}${otherCharacter(index)}${good.slice(index + 1)}`)),
    );
    expect(answers).toEqual(places.map(() => refused));
  });

  it("has its signature cut, padded, or in another spelling", async () => {
    const cut = [0, 1, 21, 42].map((length) => goodSignature.slice(0, length));
    const padded = [`${goodSignature}=`, `${goodSignature}==`, `${goodSignature}A`, ` ${goodSignature}`];
    const other = otherSpellings(goodSignature);
    expect(other).toHaveLength(3);
    for (const signature of [...cut, ...padded, ...other]) {
      expect(await refusal(`Bearer ${goodHeader}.${goodPayload}.${signature}`), signature).toEqual(refused);
    }
  });

  it.each([
    ["kid", "../../../../dev/null"],
    ["kid", "' UNION SELECT 'x' --"],
    ["jwk", ec.publicKey.export({ format: "jwk" })],
    ["x5c", [Buffer.from("certificate").toString("base64")]],
  ])("brings its own key in %s: %j", async (name, value) => {
    for (const key of ["", "x", publicPem]) {
      expect(await refusal(`Bearer ${jws({ alg: "HS256", [name]: value }, claims, key)}`)).toEqual(refused);
    }
  });

  it("names a place for its key, which nobody asks", async () => {
    const asked: string[] = [];
    const keys = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end("{}");
    });
    await new Promise<void>((resolve) => keys.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/keys`;
    for (const name of ["jku", "x5u"]) {
      expect(await refusal(`Bearer ${jws({ alg: "HS256", [name]: url }, claims, "x")}`)).toEqual(refused);
      expect((await send(`Bearer ${signed(claims, { alg: "HS256", [name]: url })}`)).status).toBe(200);
    }
    keys.close();
    expect(asked).toEqual([]);
  });

  it.each([{ crit: ["exp"] }, { crit: ["b64"], b64: false }, { crit: [] }, { crit: null }])(
    "asks for an extension: %j",
    async (fields) => {
      expect(await refusal(`Bearer ${signed(claims, { alg: "HS256", ...fields })}`)).toEqual(refused);
    },
  );

  it("has its claims as they are", async () => {
    const content = `${segment({ alg: "HS256", b64: false })}.{"uid":1}`;
    const signature = createHmac("sha256", secrets.auth).update(content).digest("base64url");
    expect(await refusal(`Bearer ${content}.${signature}`)).toEqual(refused);
  });

  it.each([
    ["is encrypted", `${segment({ alg: "dir", enc: "A256GCM" })}..AAAA.AAAA.AAAA`],
    ["asks for two thousand million rounds", jws({ alg: "HS256", p2c: 2e9 }, claims, "x")],
    ["asks for them to be decrypted", `${segment({ alg: "PBES2-HS256+A128KW", p2c: 2e9 })}.AA.AA.AA.AA`],
    ["is JSON", `{"payload":"${goodPayload}"}`],
    ["has a mebibyte of claims", `${goodHeader}.${"A".repeat(1_048_576)}.${goodSignature}`],
    ["has a mebibyte of header", `${"A".repeat(1_048_576)}.${goodPayload}.${goodSignature}`],
    ["is a mebibyte of dots", ".".repeat(1_048_576)],
    ["has a claim twice", signed('{"exp":4102444800,"uid":1,"uid":2}')],
    ["has a claim twice, the first of which has passed", signed('{"exp":1,"uid":1,"exp":4102444800}')],
  ])("%s", async (_case, token) => {
    expect(await refusal(`Bearer ${token}`)).toEqual(refused);
  });

  it.each([
    `{"exp":${now - 1}}`,
    `{"exp":${now}}`,
    `{"exp":${now}.5}`,
    `{"exp":-1}`,
    `{"exp":0}`,
    `{"exp":1e400}`,
    `{"exp":-1e400}`,
    `{"exp":1e300}`,
    `{"exp":"${now + 1000}"}`,
    `{"exp":null}`,
    `{"exp":[]}`,
    `{"exp":{}}`,
    `{"exp":true}`,
    `{"nbf":${now + 60}}`,
    `{"nbf":1e400}`,
    `{"nbf":"1"}`,
    `{"nbf":null}`,
    `{"iat":${now + 60}}`,
    `{"iat":-1e400}`,
    `{"iat":"1"}`,
    `{"iat":null}`,
  ])("is not of now: %s", async (payload) => {
    expect(await refusal(`Bearer ${signed(payload)}`)).toEqual(refused);
  });

  it.each([
    ["two in one header", [`Bearer ${good} ${good}`]],
    ["two with a comma", [`Bearer ${good},${good}`]],
    ["a tab before it", [`Bearer\t${good}`]],
    ["two spaces before it", [`Bearer  ${good}`]],
    ["a worse one in a header before", ["Bearer x", `Bearer ${good}`]],
    ["an empty header before", ["", `Bearer ${good}`]],
    ["a NUL in it", [`Bearer ${goodHeader}.${goodPayload}.\u0080${goodSignature}`]],
  ])("is %s", async (_case, authorization) => {
    expect(await refusal(...authorization)).toEqual(refused);
  });
});

describe("a token is taken", () => {
  it.each([
    ["with HS384", `Bearer ${signed(claims, { alg: "HS384" })}`],
    ["with HS512", `Bearer ${signed(claims, { alg: "HS512" })}`],
    ["with the scheme in lower case", `bearer ${good}`],
    ["without exp, as in go-zero", `Bearer ${signed({ uid: 1 })}`],
    ["for any audience, as in go-zero", `Bearer ${signed({ ...claims, aud: "others", iss: "others" })}`],
  ])("%s", async (_case, authorization) => {
    expect((await send(authorization)).status).toBe(200);
  });

  it.each(Object.entries(secrets))("in a transition, if it is signed with %s", async (_name, secret) => {
    const headers = { Authorization: `Bearer ${jws({ alg: "HS256" }, claims, secret)}` };
    const answer = await sendCase({ method: "GET", path: "/trans/who", headers }, service?.port ?? 0);
    expect(answer.status).toBe(200);
  });

  it("from the first of two headers", async () => {
    expect((await send(`Bearer ${good}`, "Bearer x")).status).toBe(200);
  });
});

describe("a secret", () => {
  it("of fewer than 8 bytes keeps the service from starting", async () => {
    await expect(start("pa55wor", "dev")).rejects.toThrow(/: Auth\.AccessSecret: is shorter than 8 bytes\n$/);
  });

  it("that came with the project keeps the service from starting", async () => {
    await expect(start("change-me-to-a-random-256-bit-value", "pro")).rejects.toThrow(
      /: Auth\.AccessSecret: still has the placeholder of a new project; .*\n$/,
    );
  });

  it("of fewer than 32 bytes is warned of", async () => {
    const output = await start("pa55word", "pro");
    expect(output).toMatch(/: Auth\.AccessSecret: is shorter than 32 bytes/);
    expect(output).not.toContain("pa55");
  });
});

it("no token and no secret is in what the service has written", () => {
  const output = service?.output() ?? "";
  expect(output).toContain('"path":"/auth/who"');
  for (const part of [...Object.values(secrets), goodPayload, goodSignature]) expect(output).not.toContain(part);
});

/** What a service writes that starts with the secret. */
async function start(secret: string, mode: string): Promise<string> {
  const settings = `${tokenService.settings?.replace(secrets.auth, secret)}Mode: ${mode}\n`;
  const running = await startConformanceService({ ...tokenService, settings });
  await running.stop();
  return running.output();
}

function otherCharacter(index: number): string {
  return good[index] === "A" ? "B" : "A";
}

/** Texts of the same bytes: the last character stands for four bits, and decoders do not look at its other two. */
function otherSpellings(signature: string): readonly string[] {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const bytes = Buffer.from(signature, "base64url");
  return alphabet
    .split("")
    .map((last) => `${signature.slice(0, -1)}${last}`)
    .filter((text) => text !== signature && Buffer.from(text, "base64url").equals(bytes));
}
