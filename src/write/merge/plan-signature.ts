import type { CalledMethod } from "../../emit/virtual-file.ts";
import type { PlannedExports } from "../planned-exports.ts";
import { bindingsOf } from "./bindings.ts";
import type { Bindings } from "./bindings.ts";
import { findMethod } from "./find-method.ts";
import type { FoundMethod, WrittenMethod } from "./find-method.ts";
import { fitting } from "./fit.ts";
import type { Fit, FitContext } from "./fit.ts";
import { fitSignature, headText } from "./fit-signature.ts";
import { LocalNames } from "./local-names.ts";
import { parsed } from "./open-typescript.ts";
import type { ts, TypeScript } from "./open-typescript.ts";
import { typeShape } from "./type-shape.ts";

/** The signature of the called method, as it is and as it should be. */
export interface PlannedSignature {
  readonly fit: Fit;
  readonly node: WrittenMethod | undefined;
  readonly wanted: string;
  /** Where there is no such method: what is not there, and the place that should have it. */
  readonly missing: { readonly what: string; readonly place: ts.Node } | undefined;
}

export interface SignatureInput {
  readonly path: string;
  /** The whole file as it would be generated. */
  readonly model: string;
  readonly exports: PlannedExports;
  readonly file: ts.SourceFile;
  readonly bindings: Bindings;
  /** Collects the names that have to be imported. */
  readonly needed: Set<string>;
}

export function planSignature(
  typescript: TypeScript,
  { path, model: text, exports, file, bindings, needed }: SignatureInput,
  called: CalledMethod,
): PlannedSignature | undefined {
  const wantedFile = parsed(typescript, text);
  const model = findMethod(typescript, wantedFile, called);
  if (model.kind !== "written" || !typescript.isMethodDeclaration(model.node)) return undefined;
  const found = findMethod(typescript, file, called);
  const wanted = headText(model.node);
  if (found.kind === "hidden") return undefined;
  if (found.kind === "missing") {
    const { missing: what, place } = found;
    return { fit: fitting, node: undefined, wanted, missing: { what, place } };
  }

  const wantedBindings = bindingsOf(typescript, wantedFile, path, exports);
  const names = new LocalNames(bindings, wantedBindings, needed);
  const context: FitContext = {
    typescript,
    file,
    bindings,
    wantedBindings,
    typeText: (type, namespace) => names.typeText(type, namespace),
    isGone: (type) => typeShape(typescript, type, bindings).mentionsGone,
  };
  const fit = fitOverloads(found, model.node, context) ?? fitSignature(found.node, model.node, context);
  const { taken } = names;
  const obstacle =
    fit.obstacle ?? (taken === undefined ? undefined : `the name ${taken} stands for something else in this file`);
  return { fit: { ...fit, obstacle }, node: found.node, wanted, missing: undefined };
}

/** Callers see the overloads in place of the signature; one that fits is enough, and which of them should, is not for us to say. */
function fitOverloads(
  found: FoundMethod & { readonly kind: "written" },
  wanted: ts.MethodDeclaration,
  context: FitContext,
): Fit | undefined {
  if (found.overloads.length === 0) return undefined;
  const fits = found.overloads.map((overload) => fitSignature(overload, wanted, context));
  const isFitting = fits.some(({ edits, obstacle }) => edits.length === 0 && obstacle === undefined);
  return isFitting ? fitting : { edits: [], obstacle: "it has overloads" };
}
