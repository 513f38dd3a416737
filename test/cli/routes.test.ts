import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWorkshop } from "./workshop.ts";
import type { Workshop } from "./workshop.ts";

let workshop: Workshop;
beforeEach(() => void (workshop = openWorkshop()));
afterEach(() => workshop.remove());

const types = "type Req {}\ntype Resp {}\n";

async function table(contract: string): Promise<string> {
  workshop.write("user.api", types + contract);
  const { exitCode, results, problems } = await workshop.run("api", "routes", "@/user.api");
  expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: "" });
  return results;
}

describe("the table of routes", () => {
  it("has a line for each route in the order of the contract, and no empty column", async () => {
    const contract = `
service user-api {
  @handler Logout
  post /logout
  @handler LoginHandler
  post /login (*Req) returns ([]Resp)
}

@server (
  prefix: /v1
  jwt: Auth
)
service user-api {
  @handler Info
  get /info returns (Resp)
}
`;
    expect(await table(contract)).toBe(`METHOD  PATH      HANDLER       JWT   REQUEST -> RESPONSE
POST    /logout   Logout
POST    /login    LoginHandler        *Req -> []Resp
GET     /v1/info  Info          Auth  -> Resp

3 routes of user-api
`);
  });

  it("names what routes have in common above them where a line would be too wide", async () => {
    const contract = `
service user-api {
  @handler Ping
  get /ping
}

@server (
  group: administration/of/users
  jwt: AdministrationAuth
  middleware: RateLimitPerMinute, AuditEverything
)
service user-api {
  @handler ListEverything
  get /administration (Req) returns (Resp)
  @handler DeleteEverything
  delete /administration (Req)
}
`;
    expect(await table(contract)).toBe(`METHOD  PATH             HANDLER           REQUEST -> RESPONSE

GET     /ping            Ping

group administration/of/users; jwt AdministrationAuth; middlewares RateLimitPerMinute, AuditEverything
GET     /administration  ListEverything    Req -> Resp
DELETE  /administration  DeleteEverything  Req

3 routes of user-api
`);
  });

  it("puts the types below where paths and names are long", async () => {
    const word = "abcdefghijklmnopqrstuvwxyz";
    const contract = `service user-api {\n  @handler H${word}\n  get /${word}/${word} (Req) returns (Resp)\n}\n`;
    const long = contract.replace(`${word}/`, `${word}/a/`).replace("(Req)", `(${word}Req)`);
    const declared = `type ${word}Req {}\n`;
    expect(await table(`${declared}${long}`))
      .toBe(`METHOD  PATH                                                      HANDLER

GET     /${word}/a/${word}  H${word}
        ${word}Req -> Resp

1 route of user-api
`);
  });
});

describe("api routes --format json", () => {
  it("has every key, and the order of the contract", async () => {
    workshop.write(
      "user.api",
      `${types}
@server (
  timeout: 1m30s
  maxBytes: 1024
  middleware: A, B
  group: user
)
service user-api {
  @doc "two words"
  @handler login
  post /login (*Req) returns ([]*Resp)
}

service user-api {
  @handler Ping
  get /ping
}
`,
    );
    const { exitCode, results } = await workshop.run("api", "routes", "-api", "@/user.api", "--format", "json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(results)).toEqual({
      service: "user-api",
      routes: [
        {
          method: "post",
          path: "/login",
          handler: "login",
          group: "user",
          jwt: "",
          jwtTransition: "",
          middlewares: ["A", "B"],
          timeout: "1m30s",
          maxBytes: 1024,
          sse: false,
          signature: false,
          request: "*Req",
          response: "[]*Resp",
          doc: "// two words",
        },
        {
          method: "get",
          path: "/ping",
          handler: "Ping",
          group: "",
          jwt: "",
          jwtTransition: "",
          middlewares: [],
          timeout: "",
          maxBytes: null,
          sse: false,
          signature: false,
          request: "",
          response: "",
          doc: "",
        },
      ],
    });
  });

  it("says of a route what goctl has no word for, where there is something to say", async () => {
    workshop.write(
      "user.api",
      `
@server (
  rawBody: true
)
service user-api {
  @handler Pay
  post /pay
}
@server (
  download: true
)
service user-api {
  @handler Export
  get /export
}
@server (
  redirect: true
)
service user-api {
  @handler Login
  get /login
}
`,
    );
    const { results } = await workshop.run("api", "routes", "-api", "@/user.api", "--format", "json");
    const { routes }: { routes: Record<string, unknown>[] } = JSON.parse(results);
    expect(routes.map(({ rawBody, download, redirect }) => ({ rawBody, download, redirect }))).toEqual([
      { rawBody: true },
      { download: true },
      { redirect: true },
    ]);
  });

  it("is still the list when there are warnings, which go to standard error", async () => {
    workshop.write("user.api", "service user-api {\n  @handler Get\n  get /users/:id\n}\n");
    const { exitCode, results, problems } = await workshop.run("api", "routes", "-api", "@/user.api", "-format=json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(results)).toMatchObject({ service: "user-api", routes: [{ path: "/users/:id" }] });
    expect(problems).toMatch(/^warning API3004: .*\n1 warning\n$/su);
  });

  it("is the problems when there is an error", async () => {
    workshop.write("user.api", "service user-api {\n  get /users\n}\n");
    const { exitCode, results, problems } = await workshop.run("api", "routes", "-api", "@/user.api", "-format=json");
    expect({ exitCode, problems }).toEqual({ exitCode: 1, problems: "" });
    expect(JSON.parse(results)).toMatchObject({ ok: false, diagnostics: [{ code: "API1009" }] });
  });
});
