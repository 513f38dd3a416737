/** The environment variable for the secret of the section that a `jwt` names. */
export function accessVariable(section: string): string {
  return variable(section, "ACCESS_SECRET");
}

/** The environment variable for the secret of the section that a `jwtTransition` names. */
export function transitionVariable(section: string): string {
  return variable(section, "SECRET");
}

/** The environment variable for the secret that the one of `transitionVariable` has followed. */
export function previousVariable(section: string): string {
  return variable(section, "PREVIOUS_SECRET");
}

/** The environment variable for the secret of refresh tokens. */
export const refreshVariable = "REFRESH_SECRET";

/** The section `Auth` is the usual one and needs no name in front of its variables. */
function variable(section: string, name: string): string {
  if (section === "Auth") return name;
  return `${section.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, "_").toUpperCase()}_${name}`;
}
