import type { Example } from "./example.ts";
import { lines } from "./example.ts";

/** Contracts, and parts of contracts, with a mistake in their text and without. */
export const apiSyntaxExamples = {
  API1001: {
    wrong: lines("service user-api {", "  @handler Get", "  get /users/{id}", "}"),
    right: lines("service user-api {", "  @handler Get", "  get /users/count", "}"),
  },
  API1002: {
    wrong: lines("type User {", '  Name string `json:"name"` ?', "}"),
    right: lines("type User {", '  Name string `json:"name"`', "}"),
  },
  API1003: {
    wrong: lines("service user-api {", "  @hander Login", "  post /login", "}"),
    right: lines("service user-api {", "  @handler Login", "  post /login", "}"),
  },
  API1004: {
    wrong: lines("type User {", '  Name string `json:"name"', "}"),
    right: lines("type User {", '  Name string `json:"name"`', "}"),
  },
  API1005: {
    wrong: lines("type Chain {", '  Next *******************************string `json:"next"`', "}"),
    right: lines("type Chain {", '  Next *string `json:"next"`', "}"),
  },
  API1006: { wrong: lines("info (", "  title:", ")"), right: lines("info (", '  title: "Users"', ")") },
  API1007: {
    wrong: lines(
      "@server (",
      "  group: user admin",
      ")",
      "service user-api {",
      "  @handler Login",
      "  post /login",
      "}",
    ),
    right: lines(
      "@server (",
      "  group: user/admin",
      ")",
      "service user-api {",
      "  @handler Login",
      "  post /login",
      "}",
    ),
  },
  API1008: {
    wrong: lines("service user-api {", "  @handler List", "  get /users?page=1", "}"),
    right: lines("service user-api {", "  @handler List", "  get /users", "}"),
  },
  API1009: {
    wrong: lines("service user-api {", "  @handler Login", "  post /login", "", "  post /logout", "}"),
    right: lines(
      "service user-api {",
      "  @handler Login",
      "  post /login",
      "",
      "  @handler Logout",
      "  post /logout",
      "}",
    ),
  },
  API1010: {
    wrong: lines("service user-api {", "  @handler Login", "  post /login", "", "  @handler Logout", "}"),
    right: lines(
      "service user-api {",
      "  @handler Login",
      "  post /login",
      "",
      "  @handler Logout",
      "  post /logout",
      "}",
    ),
  },
  API1011: {
    wrong: lines("service user-api {", "  @handler Login", "  @handler Logout", "  post /logout", "}"),
    right: lines(
      "service user-api {",
      "  @handler Login",
      "  post /login",
      "",
      "  @handler Logout",
      "  post /logout",
      "}",
    ),
  },
  API1012: {
    wrong: lines("info (", '  title: "Users"', ")", "", "info (", '  author: "me"', ")"),
    right: lines("info (", '  title: "Users"', '  author: "me"', ")"),
  },
  API1013: {
    wrong: lines("info (", '  title: "Users"', '  title: "People"', ")"),
    right: lines("info (", '  title: "Users"', ")"),
  },
  API1014: {
    wrong: lines("service user-api {", "  @handler List", "  get /users//list", "}"),
    right: lines("service user-api {", "  @handler List", "  get /users/list", "}"),
  },
  API1015: { wrong: lines('syntax = "v2"'), right: lines('syntax = "v1"') },
  API1016: {
    wrong: lines("type User struct {", '  Name string `json:"name"`', "}"),
    right: lines("type User {", '  Name string `json:"name"`', "}"),
  },
  API1017: { wrong: lines("info (", '  title "Users"', ")"), right: lines("info (", '  title: "Users"', ")") },
  API1018: {
    wrong: lines("info (", "  title: Users of the shop (beta)", ")"),
    right: lines("info (", '  title: "Users of the shop (beta)"', ")"),
  },
  API1019: {
    wrong: lines("service user-api {", "  @server (", "    handler: Login", "  )", "  post /login", "}"),
    right: lines("service user-api {", "  @handler Login", "  post /login", "}"),
  },
  API1020: {
    wrong: lines("service user-api {", "  @handler Login", "  POST /login", "}"),
    right: lines("service user-api {", "  @handler Login", "  post /login", "}"),
  },
  API1021: {
    wrong: lines("service user-api {", "  @handler Login", '  @doc "lets somebody in"', "  post /login", "}"),
    right: lines("service user-api {", '  @doc "lets somebody in"', "  @handler Login", "  post /login", "}"),
  },
  API1022: {
    wrong: lines("service user-api {", "  @handler Login", '  post "/login"', "}"),
    right: lines("service user-api {", "  @handler Login", "  post /login", "}"),
  },
  API1023: {
    wrong: lines("service user-api {", '  @doc ("lets somebody in")', "  @handler Login", "  post /login", "}"),
    right: lines("service user-api {", '  @doc "lets somebody in"', "  @handler Login", "  post /login", "}"),
  },
  API1024: {
    wrong: lines(
      "@server (",
      "  prefix: /v1",
      ")",
      "@server (",
      "  group: user",
      ")",
      "service user-api {",
      "  @handler Login",
      "  post /login",
      "}",
    ),
    right: lines(
      "@server (",
      "  prefix: /v1",
      "  group: user",
      ")",
      "service user-api {",
      "  @handler Login",
      "  post /login",
      "}",
    ),
  },
  API1025: { wrong: lines('syntax = "v1";'), right: lines('syntax = "v1"') },
  API1027: {
    wrong: lines("type User {", "  Name Text string", "}"),
    right: lines("type User {", "  Name string", "  Text string", "}"),
  },
  API1029: {
    wrong: lines("service user-api {", "  @handler Get", "  get /users/ count", "}"),
    right: lines("service user-api {", "  @handler Get", "  get /users/count", "}"),
  },
  API1030: {
    wrong: lines("info (", "  title: // TODO: add title", ")"),
    right: lines("info (", '  title: "Users"', ")"),
  },
  API1031: {
    wrong: lines("@server (", "  folder: user", ")", "service user-api {", "  @handler Login", "  post /login", "}"),
    right: lines("@server (", "  group: user", ")", "service user-api {", "  @handler Login", "  post /login", "}"),
  },
} satisfies Readonly<Record<string, Example>>;
