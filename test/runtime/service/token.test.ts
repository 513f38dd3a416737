import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signToken, verifyToken } from "../../../templates/runtime/token/jwt.ts";
import { jws, segment } from "./jws.ts";
import { sampleSecret, startSample } from "./sample-server.ts";

let url = "";
let close = async (): Promise<void> => {};

beforeAll(async () => {
  const { server, url: address } = await startSample({});
  url = address;
  close = async () => server.close();
});
afterAll(async () => close());

const now = Math.floor(Date.now() / 1000);
const claims = { userId: 2, role: "user", sub: "bob", iat: now, exp: now + 100 };

function hs256(payload: unknown): string {
  return jws({ alg: "HS256", typ: "JWT" }, payload, sampleSecret);
}

async function ask(authorization: string | undefined) {
  const response = await fetch(`${url}/user/info`, authorization === undefined ? {} : { headers: { authorization } });
  return { status: response.status, challenge: response.headers.get("www-authenticate"), body: await response.json() };
}

const good = hs256(claims);
const [goodHeader = "", goodPayload = "", goodSignature = ""] = good.split(".");

describe("a request with a token", () => {
  it.each([
    ["HS256", `Bearer ${good}`],
    ["HS384", `Bearer ${jws({ alg: "HS384" }, claims, sampleSecret)}`],
    ["HS512", `Bearer ${jws({ alg: "HS512", kid: "x", typ: "at+jwt" }, claims, sampleSecret)}`],
    ["the scheme in lower case", `bearer ${good}`],
    ["the scheme in upper case", `BEARER ${good}`],
    ["no scheme, as in go-zero", good],
    ["our own signature", signToken(claims, sampleSecret)],
  ])("is served, and the logic sees every claim: %s", async (_case, authorization) => {
    expect(await ask(authorization)).toMatchObject({ status: 200, body: claims });
  });

  it.each([
    ["no exp", { userId: 2 }],
    ["an exp with a fraction", { exp: now + 100.5 }],
    ["an iat of this second", { iat: now }],
    ["no claims", {}],
    ["members of every object", { toString: 1, constructor: "x" }],
    ["the same name at two depths", { a: { a: [{ a: 1 }, "a:b"] } }],
  ])("is served with %s", async (_case, payload) => {
    expect(await ask(`Bearer ${hs256(payload)}`)).toMatchObject({ status: 200, body: payload });
  });

  it.each([
    ["{ }", {}],
    ['{"a": 1.50, "b": 1e2}', { a: 1.5, b: 100 }],
    ['{"2": "x", "1": "y"}', { 1: "y", 2: "x" }],
    ['{"name":"h\\u00e9:\\"9007199254740993"}', { name: 'hé:"9007199254740993' }],
    ['{"userId":9007199254740993}', { userId: 9_007_199_254_740_993n }],
    [
      '{"long":[-9007199254740993, 1],"long_":{"x":12345678901234567890}}',
      {
        long: [-9_007_199_254_740_993n, 1],
        long_: { x: 12_345_678_901_234_567_890n },
      },
    ],
  ])("is read to the last digit, however it is written: %s", (payload, expected) => {
    expect(verifyToken(hs256(payload), [sampleSecret])).toEqual(expected);
  });

  it.each([
    ["garbage", "Bearer abc.def.ghi"],
    ["an empty header", ""],
    ["the scheme alone", "Bearer"],
    ["another scheme", "Basic YTpi"],
    ["two spaces", `Bearer  ${good}`],
    ["two tokens", `Bearer ${good} ${good}`],
    ["two tokens with a comma", `Bearer ${good}, Bearer ${good}`],
    ["a scheme of its own", `Token ${good}`],
    ["a fourth part", `Bearer ${good}.x`],
    ["text after the signature", `Bearer ${good}AA`],
    ["padding", `Bearer ${good}=`],
    ["no signature", `Bearer ${goodHeader}.${goodPayload}.`],
    ["another signature of the same length", `Bearer ${goodHeader}.${goodPayload}.${"A".repeat(goodSignature.length)}`],
    ["a signature that is not ASCII", `Bearer ${goodHeader}.${goodPayload}.${"é".repeat(goodSignature.length)}`],
    ["another payload", `Bearer ${goodHeader}.${segment({ userId: 1 })}.${goodSignature}`],
    ["alg none", `Bearer ${segment({ alg: "none" })}.${goodPayload}.`],
    ["alg none with a signature", `Bearer ${segment({ alg: "none" })}.${goodPayload}.${goodSignature}`],
    ["an alg that is no digest", `Bearer ${segment({ alg: "constructor" })}.${goodPayload}.${goodSignature}`],
    ["an alg of another kind", `Bearer ${segment({ alg: ["HS256"] })}.${goodPayload}.${goodSignature}`],
    ["RS256", `Bearer ${segment({ alg: "RS256" })}.${goodPayload}.${goodSignature}`],
    ["a header that is not an object", `Bearer ${segment("null")}.${goodPayload}.${goodSignature}`],
    ["another key", `Bearer ${jws({ alg: "HS256" }, claims, `${sampleSecret}x`)}`],
    ["an empty key", `Bearer ${jws({ alg: "HS256" }, claims, "")}`],
    ["crit", `Bearer ${jws({ alg: "HS256", crit: ["exp"] }, claims, sampleSecret)}`],
    ["an exp that has passed", `Bearer ${hs256({ exp: now - 1 })}`],
    ["an exp of this second", `Bearer ${hs256({ exp: now })}`],
    ["an nbf to come", `Bearer ${hs256({ nbf: now + 60 })}`],
    ["an iat to come", `Bearer ${hs256({ iat: now + 60 })}`],
    ["an exp that is text", `Bearer ${hs256({ exp: String(now + 100) })}`],
    ["an exp that is null", `Bearer ${hs256({ exp: null })}`],
    ["an nbf that is true", `Bearer ${hs256({ nbf: true })}`],
    ["an iat that is text", `Bearer ${hs256({ iat: "1" })}`],
    ["an iat that is null", `Bearer ${hs256({ iat: null })}`],
    ["a payload that is null", `Bearer ${hs256("null")}`],
    ["a payload that is a list", `Bearer ${hs256("[]")}`],
    ["a payload that is no JSON", `Bearer ${hs256("{}x")}`],
    ["a claim twice", `Bearer ${hs256('{"userId":1,"userId":2}')}`],
    ["a claim twice, spelt otherwise", `Bearer ${hs256('{"userId":1,"user\\u0049d":2}')}`],
    ["a claim of a claim twice", `Bearer ${hs256('{"a":[{"b":1,"b":1}]}')}`],
    ["an exp that is too large", `Bearer ${hs256('{"exp":1e300}')}`],
    ["an exp that is infinite", `Bearer ${hs256('{"exp":1e400}')}`],
    ["an exp of twenty digits", `Bearer ${hs256('{"exp":12345678901234567890}')}`],
  ])("is refused with %s", async (_case, authorization) => {
    const { status, challenge, body } = await ask(Buffer.from(authorization).toString("latin1"));
    expect([status, challenge]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(body).toEqual({
      type: "about:blank",
      title: "Unauthorized",
      status: 401,
      detail: "the token is not valid",
      instance: "/user/info",
    });
  });

  it("is asked for a token when it has none", async () => {
    expect(await ask(undefined)).toMatchObject({ status: 401, challenge: "Bearer" });
  });

  it("may not have it in the query", async () => {
    const response = await fetch(`${url}/user/info?access_token=${good}`);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain(good);
  });

  it("is refused before its body is looked at", async () => {
    const response = await fetch(`${url}/user/rename`, {
      method: "POST",
      body: "{",
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBe(401);
  });
});

it("says the same when it is read again, long numbers included", () => {
  const said = { userId: 9_007_199_254_740_993n, list: [-9_007_199_254_740_993n, 2], long: "long9", name: 'a"long_1"' };
  const token = signToken(said, sampleSecret);
  expect(verifyToken(token, [sampleSecret])).toEqual(said);
  expect(verifyToken(signToken({ userId: 2n }, sampleSecret), [sampleSecret])).toEqual({ userId: 2 });
  expect(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).toBe('{"alg":"HS256","typ":"JWT"}');
});

it("is not dearer to refuse than to accept", () => {
  const forged = `${goodHeader}.${goodPayload}.${"A".repeat(goodSignature.length)}`;
  const secrets = [sampleSecret];
  const timed = (token: string): number => {
    const start = process.cpuUsage();
    for (let count = 0; count < 2000; count++) verifyToken(token, secrets);
    return process.cpuUsage(start).user;
  };
  timed(good);
  timed(forged);
  expect(timed(forged)).toBeLessThan(timed(good) * 2);
});
