import type { ListedRoute, RouteList } from "../generate/list-routes.ts";
import { plural } from "./plural.ts";
import { textTable } from "./text-table.ts";

/** Widest line that needs no scrolling, in characters. */
const TABLE_WIDTH = 100;

/** The routes of a service as people read them. */
export function routeTable({ service, routes }: RouteList): string {
  return `${tableOf(routes)}\n${plural(routes.length, "route")} of ${service}\n`;
}

/** A line for each route; where that is too wide, what routes next to each other have in common stands above them. */
function tableOf(routes: readonly ListedRoute[]): string {
  const whole = lines(routes, [method, path, handler, group, jwt, middlewares, types]);
  if (isNarrow(whole)) return whole.map((line) => `${line}\n`).join("");
  const short = lines(routes, [method, path, handler, types]);
  return inBlocks(routes, isNarrow(short) ? short : typesBelow(routes));
}

interface Column {
  readonly heading: string;
  readonly cell: (route: ListedRoute) => string;
}

const method: Column = { heading: "METHOD", cell: (route) => route.method.toUpperCase() };
const path: Column = { heading: "PATH", cell: (route) => route.path };
const handler: Column = { heading: "HANDLER", cell: (route) => route.handler };
const group: Column = { heading: "GROUP", cell: (route) => route.group };
const jwt: Column = { heading: "JWT", cell: (route) => route.jwt };
const middlewares: Column = { heading: "MIDDLEWARES", cell: (route) => route.middlewares.join(", ") };
const types: Column = { heading: "REQUEST -> RESPONSE", cell: ({ request, response }) => arrow(request, response) };

function arrow(request: string, response: string): string {
  if (response === "") return request;
  return request === "" ? `-> ${response}` : `${request} -> ${response}`;
}

function typesBelow(routes: readonly ListedRoute[]): readonly string[] {
  const below = ["", ...routes.map(types.cell)].map((text) => (text === "" ? "" : `\n${" ".repeat(8)}${text}`));
  return lines(routes, [method, path, handler]).map((line, index) => `${line}${below[index] ?? ""}`);
}

function inBlocks(routes: readonly ListedRoute[], [headings = "", ...texts]: readonly string[]): string {
  const blocks = routes.map((route, index) => {
    const earlier = routes[index - 1];
    const isFirst = earlier === undefined || titleOf(earlier) !== titleOf(route);
    return `${isFirst ? `\n${titleOf(route)}` : ""}${texts[index] ?? ""}\n`;
  });
  return `${headings}\n${blocks.join("")}`;
}

/** `group user; jwt Auth; middlewares Log`, a line of its own unless there is nothing to say. */
function titleOf(route: ListedRoute): string {
  const named = [group, jwt, middlewares].map(({ heading, cell }) => [heading.toLowerCase(), cell(route)] as const);
  const parts = named.filter(([, value]) => value !== "").map((pair) => pair.join(" "));
  return parts.length === 0 ? "" : `${parts.join("; ")}\n`;
}

function lines(routes: readonly ListedRoute[], columns: readonly Column[]): readonly string[] {
  return textTable(
    columns.map(({ heading }) => heading),
    routes.map((route) => columns.map(({ cell }) => cell(route))),
  );
}

function isNarrow(table: readonly string[]): boolean {
  return table.every((line) => line.length <= TABLE_WIDTH);
}
