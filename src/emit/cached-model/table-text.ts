import { ImportSet } from "../import-set.ts";
import { documentationComment, stringLiteral } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { fitted, propertyLine, templateLiteral } from "./layout.ts";
import type { ModelNames } from "./model-names.ts";
import type { ModelColumn, ModelTable } from "./model-table.ts";
import { sqliteSchema } from "./sqlite-schema.ts";

/** What a generated model file says of its table: the row's type, how each column is read, and the embedded schema. */
export function tableText(model: ModelTable, names: ModelNames, imports: ImportSet, runtime: string): string {
  const { table, columns } = model;
  imports.value("Table", `${runtime}/database/table.ts`);
  imports.type("EmbeddedSchema", `${runtime}/database/database.ts`);
  const choices = columns.map(choicesText).filter((text) => text !== "");
  const newProperties = columns.filter((column) => column.isInserted).map((column) => newProperty(column, names));
  return render("cached-model/model_gen.table.ts", {
    row: names.row,
    newRow: names.newRow,
    table: names.table,
    schema: names.schema,
    tableName: stringLiteral(table.name),
    choices: choices.length === 0 ? "" : `${choices.join("\n")}\n\n`,
    documentation: documentationComment([table.comment === "" ? `A row of table ${table.name}.` : table.comment]),
    properties: columns.map(property),
    newProperties: newProperties.length === 0 ? "{}" : `{\n${newProperties.join("\n")}\n}`,
    columns: columns.map((column) => columnText(column, imports, runtime)),
    keyParts: keyParts(model),
    statements: sqliteSchema(table).map(templateLiteral),
  });
}

/** An enum's values, named so that no line of the table's form becomes too long. */
function choicesText({ column, property: name }: ModelColumn): string {
  if (column.type.kind !== "enum") return "";
  const items = column.type.values.map(stringLiteral);
  return fitted({ open: `const ${choicesName(name)} = [`, items, close: "] as const;" });
}

function choicesName(propertyName: string): string {
  return `${propertyName}Choices`;
}

function property({ column, text, property: name }: ModelColumn): string {
  const documentation = column.comment === "" ? "" : documentationComment([column.comment], "  ");
  return documentation + propertyLine(name, text.types);
}

function newProperty({ column, text, property: name }: ModelColumn, { row }: ModelNames): string {
  const isOptional = column.hasDefault || column.nullable;
  const types = column.type.kind === "enum" ? [`${row}["${name}"]`] : text.types;
  return propertyLine(isOptional ? `${name}?` : name, types);
}

function columnText(
  { column, text: typeText, property: name, field }: ModelColumn,
  imports: ImportSet,
  runtime: string,
): string {
  const { codec, codecArguments, codecFile } = typeText;
  const columnFile = `${runtime}/database/column.ts`;
  const called = column.type.kind === "enum" ? choicesName(name) : codecArguments;
  const codecName = imports.value(codec, `${runtime}/${codecFile}`);
  const text = called === "" ? codecName : `${codecName}(${called})`;
  return fitted({
    open: `    ${name}: ${imports.value("column", columnFile)}(`,
    items: [
      stringLiteral(column.name),
      stringLiteral(field),
      column.nullable ? `${imports.value("nullable", columnFile)}(${text})` : text,
    ],
    close: "),",
  });
}

function keyParts({ columns, primaryKey, autoIncrement, softDelete }: ModelTable): readonly string[] {
  return [
    propertyList("primaryKey", primaryKey.columns),
    ...(autoIncrement === undefined ? [] : [`  autoIncrement: ${stringLiteral(autoIncrement.property)},`]),
    propertyList(
      "inserted",
      columns.filter((column) => column.isInserted),
    ),
    propertyList(
      "updated",
      columns.filter((column) => column.isUpdated),
    ),
    ...softDeleteText(softDelete),
  ];
}

function softDeleteText({ flag, time }: ModelTable["softDelete"]): readonly string[] {
  const items = [
    ...(flag === undefined ? [] : [`flag: ${stringLiteral(flag.property)}`]),
    ...(time === undefined ? [] : [`time: ${stringLiteral(time.property)}`]),
  ];
  return items.length === 0 ? [] : [fitted({ open: "  softDelete: {", items, close: "}," })];
}

function propertyList(name: string, columns: readonly ModelColumn[]): string {
  return fitted({ open: `  ${name}: [`, items: columns.map((column) => stringLiteral(column.property)), close: "]," });
}
