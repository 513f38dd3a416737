import type { ApiRule } from "./contract.ts";
import { aliasType } from "./rules/alias-type.ts";
import { arrayLength } from "./rules/array-length.ts";
import { bodyOfGet } from "./rules/body-of-get.ts";
import { bodyType } from "./rules/body-type.ts";
import { embeddedStruct } from "./rules/embedded-struct.ts";
import { emptyTag } from "./rules/empty-tag.ts";
import { eventType } from "./rules/event-type.ts";
import { fieldOptions } from "./rules/field-options.ts";
import { fileField } from "./rules/file-field.ts";
import { infoKey } from "./rules/info-key.ts";
import { jsonField } from "./rules/json-field.ts";
import { knownType } from "./rules/known-type.ts";
import { mapKey } from "./rules/map-key.ts";
import { middlewareName } from "./rules/middleware-name.ts";
import { namelessStruct } from "./rules/nameless-struct.ts";
import { oneAnswer } from "./rules/one-answer.ts";
import { optionalWith } from "./rules/optional-with.ts";
import { pathField } from "./rules/path-field.ts";
import { pathParameter } from "./rules/path-parameter.ts";
import { recursiveType } from "./rules/recursive-type.ts";
import { sameSyntax } from "./rules/same-syntax.ts";
import { serviceName } from "./rules/service-name.ts";
import { somethingToServe } from "./rules/something-to-serve.ts";
import { typeName } from "./rules/type-name.ts";
import { sharedTag } from "./rules/shared-tag.ts";
import { uniqueField } from "./rules/unique-field.ts";
import { uniqueHandler } from "./rules/unique-handler.ts";
import { uniqueProperty } from "./rules/unique-property.ts";
import { uniqueRoute } from "./rules/unique-route.ts";
import { uniqueType } from "./rules/unique-type.ts";
import { uniqueWireName } from "./rules/unique-wire-name.ts";
import { validationRule } from "./rules/validation-rule.ts";

export const apiRules: readonly ApiRule[] = [
  sameSyntax,
  uniqueType,
  typeName,
  aliasType,
  knownType,
  embeddedStruct,
  arrayLength,
  mapKey,
  namelessStruct,
  recursiveType,
  uniqueField,
  emptyTag,
  optionalWith,
  sharedTag,
  uniqueWireName,
  uniqueProperty,
  fieldOptions,
  fileField,
  validationRule,
  serviceName,
  somethingToServe,
  uniqueHandler,
  uniqueRoute,
  pathParameter,
  pathField,
  bodyType,
  jsonField,
  bodyOfGet,
  eventType,
  oneAnswer,
  middlewareName,
  infoKey,
];
