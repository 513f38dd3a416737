import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../contract.ts";

/** All service blocks have the same name. */
export function serviceName({ services, complete }: Contract): readonly Diagnostic[] {
  const [first, ...others] = services.flatMap(({ name }) => name ?? []);
  if (first === undefined || !complete) return []; // a broken name is another name
  const related = [{ message: "first named here", span: first.span }];
  return others
    .filter((name) => name.text !== first.text)
    .map((name) => {
      const code = withoutApi(name.text) === withoutApi(first.text) ? "API3034" : "API3009";
      return diagnose(code, name.span, { name: name.text, other: first.text }, { related });
    });
}

function withoutApi(name: string): string {
  return name.replace(/-api$/, "");
}
