/** Whether to colour what goes to a stream. `FORCE_COLOR` and `NO_COLOR` are heeded as by other tools; pipes get no colours. */
export function wantsColour(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if ((environment["NO_COLOR"] ?? "") !== "" || environment["TERM"] === "dumb") return false;
  return isTerminal;
}
