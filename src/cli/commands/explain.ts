import type { Command } from "commander";
import { Option } from "commander";
import { nearestName } from "../../text/nearest-name.ts";
import { codeTable, explanationText } from "../explanation-text.ts";
import { jsonDocument } from "../report.ts";
import type { Terminal } from "../terminal.ts";

interface Flags {
  readonly format: "pretty" | "json";
}

/** `tsgoctl explain`. */
export function addExplain(program: Command, terminal: Terminal): void {
  program
    .command("explain")
    .description("explain the codes of problems; without a code, list them all")
    .argument("[codes...]", "such as API3002")
    .addOption(new Option("--format <name>", "how it is told").choices(["pretty", "json"]).default("pretty"))
    .action(async (given: readonly string[], flags: Flags, command: Command) => {
      const { codeList, explainCode, isCode } = await import("../../index.ts");
      const named = given.map((text) => {
        const code = text.toUpperCase();
        if (isCode(code)) return code;
        const nearest = nearestName(code, codeList);
        const help = nearest === undefined ? "see tsgoctl explain" : `did you mean ${nearest}?`;
        return command.error(`error: unknown code '${text}'; ${help}`);
      });
      const explanations = (named.length === 0 ? codeList : named).map(explainCode);
      if (flags.format === "json") {
        terminal.writeResult(jsonDocument(explanations.map(({ example = null, ...rest }) => ({ ...rest, example }))));
      } else {
        terminal.writeResult(
          named.length === 0 ? codeTable(explanations) : explanations.map(explanationText).join("\n"),
        );
      }
    });
}
