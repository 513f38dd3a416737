import type { JsonSchema } from "./json-schema.ts";
import { schemaOf } from "./json-schema.ts";
import { jsonInText } from "./list-reader.ts";
import { isFull, violate } from "./reading.ts";
import type { ValueReader } from "./reading.ts";
import { scalarText } from "./scalar-text.ts";
import { valueReader } from "./value-reader.ts";
import type { Readers } from "./value-reader.ts";

/** Makes the reader of a field that comes as texts, in the path or the query: the first counts where it is no list. */
export function textReader(schema: JsonSchema, readers: Readers): ValueReader {
  if (schema.type === "array") return elementsReader(schema, readers);
  const read = oneTextReader(schema, readers);
  return (texts, reading) => read(textsOf(texts)[0] ?? "", reading);
}

/** The same of a header: a list may come in several lines, as JSON in one, or with commas; nothing else comes twice. */
export function headerReader(schema: JsonSchema, readers: Readers): ValueReader {
  if (schema.type === "array") {
    const readJsonList = valueReader(schema, "field", readers);
    const readElements = elementsReader(schema, readers);
    return (texts, reading) => {
      const [first = "", ...others] = textsOf(texts);
      if (others.length > 0) return readElements(texts, reading);
      if (Array.isArray(first.startsWith("[") ? jsonInText(first, reading) : undefined)) {
        return readJsonList(first, reading);
      }
      const elements = first.split(",").map((element) => element.trim());
      return readElements(
        elements.filter((element) => element !== ""),
        reading,
      );
    };
  }
  const read = oneTextReader(schema, readers);
  return (texts, reading) => {
    const [first = "", ...others] = textsOf(texts);
    return others.length > 0 ? violate(reading, "type", "must be given once") : read(first, reading);
  };
}

function elementsReader(schema: JsonSchema, readers: Readers): ValueReader {
  const readElement = oneTextReader(schemaOf(schema.items, "list"), readers);
  return (texts, reading) => {
    const result: unknown[] = [];
    for (const [index, text] of textsOf(texts).entries()) {
      if (isFull(reading)) break;
      reading.path.push(index);
      result.push(readElement(text, reading));
      reading.path.pop();
    }
    return result;
  };
}

/** A map and bytes come in one text, too; the fields of an object cannot. */
function oneTextReader(schema: JsonSchema, readers: Readers): ValueReader {
  const isScalar = schema.type === "integer" || schema.type === "number" || schema.type === "boolean";
  if (!isScalar && !(schema.type === "string" && schema.format !== "byte"))
    return valueReader(schema, "field", readers);
  const read = scalarText(schema);
  return (text, reading) => read(String(text), reading, text);
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : [];
}
