import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openWorkshop } from "../cli/workshop.ts";
import type { Workshop } from "../cli/workshop.ts";

const repository = join(import.meta.dirname, "../..");
const page = readFileSync(join(repository, "docs/command-line.md"), "utf8");

let workshop: Workshop;
beforeEach(() => void (workshop = openWorkshop()));
afterEach(() => workshop.remove());

it("docs/command-line.md shows the table that api routes prints", async () => {
  const { results } = await workshop.run("api", "routes", join(repository, "examples/user-api/user.api"));
  expect(page).toContain(`$ tsgoctl api routes user.api\n${results}`);
});

it("docs/command-line.md shows the documents that --format json prints", async () => {
  workshop.write("twice.api", service("  @handler A\n  post /login\n\n  @handler B\n  post /login\n"));
  const problems = await workshop.run("api", "validate", "-api", "@/twice.api", "--format", "json");
  expect(shown('{\n  "ok"')).toEqual(JSON.parse(problems.results.replaceAll("@/twice.api", "user.api")));

  const route = '  @doc "who is asking"\n  @handler UserInfo\n  get /user/info returns (UserInfoResp)\n';
  const server = "@server (\n  jwt: Auth\n  timeout: 3s\n)\n";
  workshop.write("info.api", `type UserInfoResp {}\n${server}${service(route)}`);
  const routes = await workshop.run("api", "routes", "-api", "@/info.api", "--format", "json");
  expect(shown('{\n  "service"')).toEqual(JSON.parse(routes.results));
});

/** The JSON example of the page that starts with a text. */
function shown(start: string): unknown {
  const example = page.split("```").find((part) => part.startsWith(`json\n${start}`)) ?? "";
  return JSON.parse(example.slice("json".length));
}

function service(routes: string): string {
  return `service user-api {\n${routes}}\n`;
}
