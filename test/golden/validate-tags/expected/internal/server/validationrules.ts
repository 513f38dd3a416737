// Code scaffolded by tsgoctl. Safe to edit.

import { unwritten } from "../runtime/rules/own-rule.ts";

export class ValidationRules {
  // A rule that is written stays as it is.
  password(value: unknown): string | undefined {
    return /\d/.test(String(value)) ? undefined : "must have a digit";
  }
  product_type(_value: unknown, _parameter: string): string | undefined {
    return unwritten("product_type");
  }

  old_rule(_value: unknown, _parameter: string): string | undefined {
    return unwritten("old_rule");
  }
}
