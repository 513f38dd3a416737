import { describe, expect, it } from "vitest";

import { camelCase, pascalCase } from "../../src/text/identifier.ts";
import { defaultFileStyle, fileBaseName, parseFileStyle } from "../../src/emit/file-style.ts";

describe("file styles name files as goctl does", () => {
  it.each([
    ["gozero", "getUserInfoHandler", "getuserinfohandler"],
    ["goZero", "getUserInfoHandler", "getUserInfoHandler"],
    ["goZero", "HTTPProxyHandler", "hTTPProxyHandler"],
    ["go_zero", "HTTPProxyHandler", "h_t_t_p_proxy_handler"],
    ["go_zero", "V2LoginHandler", "v2_login_handler"],
    ["go_zero", "login2Handler", "login2_handler"],
    ["go_zero", "get_user_listHandler", "get_user_list_handler"],
    ["go_zero", "userCenter-api", "user_center-api"],
    ["goZero", "userCenter-Api", "userCenter-Api"],
    ["GoZero", "service_context", "ServiceContext"],
    ["GO_ZERO", "routes", "ROUTES"],
    ["go-zero", "rootThingLogic", "root-thing-logic"],
    ["go#Zero", "rootThingLogic", "root#Thing#Logic"],
    ["x_go_zero_y", "config", "x_config_y"],
  ])("%s: %s -> %s", (pattern, name, expected) => {
    expect(fileBaseName(parseFileStyle(pattern) ?? defaultFileStyle, name)).toBe(expected);
  });

  it.each(["", "go", "zero", "zerogo", "GoZERo", "gozer"])("%j is no pattern", (pattern) => {
    expect(parseFileStyle(pattern)).toBeUndefined();
  });
});

it.each([
  ["get_user_list", "getUserList", "GetUserList"],
  ["UserInfo", "userInfo", "UserInfo"],
  ["ID", "id", "ID"],
  ["URLPath", "urlPath", "URLPath"],
  ["X-Request-Id", "xRequestId", "XRequestId"],
  ["2fa", "_2fa", "_2fa"],
  ["delete", "delete_", "Delete"],
  ["größe", "gr__e", "Gr__e"],
])("%s is %s as a variable and %s as a class", (name, variable, className) => {
  expect([camelCase(name), pascalCase(name)]).toEqual([variable, className]);
});
