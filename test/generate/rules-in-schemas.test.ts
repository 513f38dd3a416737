import { expect, it } from "vitest";
import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

const contract = `type Address {
	Town string \`json:"city"\`
}

type OrderReq {
	State string     \`json:"state"\`
	Count int        \`json:"count"\`
	Due   time.Time  \`json:"due" validate:"gt"\`
	Homes []*Address \`json:"homes" validate:"unique=Town"\`
	Note  string     \`json:"note,optional" validate:"required_if=State 'in progress'  Count 3"\`
}

service order-api {
	@handler Order
	post /order (OrderReq)
}
`;

it("the rules of a schema name properties and keep values with blanks whole", async () => {
  const host = createMemoryHost({ "order.api": contract });
  const { diagnostics } = await generateProject({ ...projectDefaults, api: "order.api" }, host);
  expect(diagnostics).toEqual([]);
  const rules = host.files()["internal/types/schemas.ts"]?.match(/(?<=rules: \[).*(?=\])/gu);
  expect(rules).toEqual([`"gt"`, `"unique=city"`, `"required_if=state 'in progress' count 3"`]);
});
