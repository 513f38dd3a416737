import type { ApiRule } from "./contract.ts";
import { arrayLength } from "./rules/array-length.ts";
import { embeddedStruct } from "./rules/embedded-struct.ts";
import { fieldOptions } from "./rules/field-options.ts";
import { knownType } from "./rules/known-type.ts";
import { mapKey } from "./rules/map-key.ts";
import { namelessStruct } from "./rules/nameless-struct.ts";
import { pathParameter } from "./rules/path-parameter.ts";
import { recursiveType } from "./rules/recursive-type.ts";
import { requestStruct } from "./rules/request-struct.ts";
import { responseType } from "./rules/response-type.ts";
import { sameSyntax } from "./rules/same-syntax.ts";
import { serviceName } from "./rules/service-name.ts";
import { somethingToServe } from "./rules/something-to-serve.ts";
import { structDeclaration } from "./rules/struct-declaration.ts";
import { typeName } from "./rules/type-name.ts";
import { uniqueField } from "./rules/unique-field.ts";
import { uniqueHandler } from "./rules/unique-handler.ts";
import { uniqueProperty } from "./rules/unique-property.ts";
import { uniqueRoute } from "./rules/unique-route.ts";
import { uniqueType } from "./rules/unique-type.ts";
import { uniqueWireName } from "./rules/unique-wire-name.ts";

export const apiRules: readonly ApiRule[] = [
  sameSyntax,
  uniqueType,
  typeName,
  structDeclaration,
  knownType,
  embeddedStruct,
  arrayLength,
  mapKey,
  namelessStruct,
  recursiveType,
  uniqueField,
  uniqueWireName,
  uniqueProperty,
  fieldOptions,
  serviceName,
  somethingToServe,
  uniqueHandler,
  uniqueRoute,
  pathParameter,
  requestStruct,
  responseType,
];
