import { error, warning } from "../entry.ts";

/** `API2xxx`: what is wrong with types, fields and tags. */
export const apiTypesCatalogue = {
  API2001: error(
    ({ name }: { name: string }) => `type ${name} is declared twice`,
    "All files of a contract share one name space for types.",
  ),
  API2002: error(
    ({ name }: { name: string }) => `type ${name} is not declared`,
    "It is neither a base type nor declared in this file or one that it is imported with.",
  ),
  API2003: error(
    ({ name, found }: { name: string; found: string }) =>
      `expected a struct, a base type, a list or a map for type ${name}, found ${found}`,
    "Use the type itself in the fields. A name for `any` or for a pointer says nothing about what is sent.",
  ),
  API2004: error(
    ({ name }: { name: string }) => `expected a type name, found ${name}, which is a Go keyword`,
    "A contract is also read by go-zero, where such a type could not be written.",
  ),
  API2005: error(
    ({ name }: { name: string }) => `type ${name} has the name of a base type`,
    "A reference would still mean the base type, so that the declared one could never be used.",
  ),
  API2006: error(
    ({ name, other }: { name: string; other: string }) => `type ${name} differs from ${other} only in case`,
    "Both would become one type in Go and one file or name for tools that ignore case.",
  ),
  API2007: error(
    ({ name }: { name: string }) => `field ${name} is declared twice`,
    "A struct has one field of a name.",
  ),
  API2008: error(
    ({ source, name }: { source: string; name: string }) => `${source} name ${name} is used by two fields`,
    "Only one of the fields could receive the value. Fields without a name in their tag use the Go name.",
  ),
  API2009: error(
    ({ path }: { path: string }) => `type ${path} contains itself`,
    "A value of it would be infinite. Use a pointer, a list or a map at one place of the circle.",
  ),
  API2010: error(
    ({ name }: { name: string }) => `expected a struct to embed, found ${name}`,
    "A name without a type on the same line embeds that struct. If a field was meant, give it a type.",
  ),
  API2011: error(
    ({ length }: { length: string }) => `expected an array length as a number up to 65536, found ${length}`,
    "Write `[]T` for a list of any length.",
  ),
  API2012: error(
    ({ found }: { found: string }) => `expected a string, number or bool as map key, found ${found}`,
    "The keys of a JSON object are texts; only these types can be written as one.",
  ),
  API2013: error(
    ({ place }: { place: string }) => `expected a named type in ${place}, found a struct`,
    "A struct without a name can only be the type of a field. Declare it with a name and use that.",
  ),
  API2014: error(
    ({ name }: { name: string }) => `struct of field ${name} has no fields`,
    "Use a declared empty type, or `interface{}` for any value.",
  ),
  API2015: error(
    ({ name }: { name: string }) => `expected a type of this contract or time.Time, found ${name}`,
    "A contract cannot name types of Go packages, time.Time excepted.",
  ),
  API2016: error(
    ({ found }: { found: string }) => `expected a tag such as json:"name", found ${found}`,
    'A tag is a list of `key:"value"` with spaces between them.',
  ),
  API2017: error(({ key }: { key: string }) => `tag key ${key} is given twice`, "Go reads only the first of the two."),
  API2018: warning(
    ({ option }: { option: string }) => `unknown tag option ${option}`,
    "It has no effect. Known are optional, omitempty, string, inherit, default=, options=, range= and env=.",
  ),
  API2019: error(
    ({ range }: { range: string }) => `expected a range such as [1:5) with a value in it, found ${range}`,
    "go-zero would refuse every request because of it.",
  ),
  API2020: error(
    ({ field }: { field: string }) => `range on field ${field}, which is not a number`,
    "go-zero would refuse every given value.",
  ),
  API2021: warning(
    ({ value, options }: { value: string; options: string }) => `default ${value} is not one of the options ${options}`,
    "The service takes the default as it is, but a client cannot send that value itself.",
  ),
  API2022: warning(
    ({ value, range }: { value: string; range: string }) => `default ${value} is outside the range ${range}`,
    "The service takes the default as it is, but a client cannot send that value itself.",
  ),
  API2023: error(
    ({ value, type }: { value: string; type: string }) => `expected a default of type ${type}, found ${value}`,
    "go-zero would answer an error to every request that leaves the field out.",
  ),
  API2024: error(
    ({ field, other, property }: { field: string; other: string; property: string }) =>
      `field ${field} would be the property ${property}, which field ${other} is already`,
    "Both fields would be one property of the generated type. Give one of them another name.",
  ),
  API2030: warning(
    () => "the tag is empty",
    "The field is read from JSON under its Go name, as without a tag. Write its wire name, or leave the tag out.",
  ),
  API2031: warning(
    ({ field, source, body }: { field: string; source: string; body: string }) =>
      `field ${field} is not in the answer ${body}: its tag has ${source} and no json`,
    "An answer is JSON as a whole, and only JSON fields are written. Give the field a `json` key as well, or answer another type.",
  ),
  API2032: error(
    ({ field, source, body }: { field: string; source: string; body: string }) =>
      `field ${field} cannot be read from the body ${body}: its tag has ${source} and no json`,
    "The struct is a part of a JSON body here, so that nothing could fill the field, which is required. Give it a `json` key or another type.",
  ),
  API2033: warning(
    ({ field, source, body }: { field: string; source: string; body: string }) =>
      `field ${field} is never read from the body ${body}: its tag has ${source} and no json`,
    "The struct is a part of a JSON body here, so that nothing fills the field. Give it a `json` key, or leave it out.",
  ),
  API2035: warning(
    ({ source, name, fields }: { source: string; name: string; fields: string }) =>
      `fields ${fields} have one tag, and so are one ${source} value, ${name}`,
    "They become one property of the generated type. Write a field for each name, with a tag of its own.",
  ),
  API2034: warning(
    ({ name, source }: { name: string; source: string }) => `no ${source} field ${name} for optional=${name}`,
    "The field that `optional=` looks at is one of the same struct with the same source, named by its wire name.",
  ),
  API2036: warning(
    ({ key }: { key: string }) => `unknown tag key ${key}`,
    "The keys that say where a value comes from are `json`, `form`, `path` and `header`, in lower case. Others have no effect, so that the field goes by its Go name.",
  ),
  API2050: warning(
    ({ rule, reason }: { rule: string; reason: string }) => `rule ${rule} of the validate tag is left out: ${reason}`,
    "The rules of a `validate` tag (or of gin's `binding` tag) are those of go-playground/validator. This one could never be kept, or makes Go's library panic.",
  ),
  API2052: warning(
    ({ value, type }: { value: string; type: string }) => `expected an option of type ${type}, found ${value}`,
    "No value of the field can be this option. If none of the options can be met, every request with the field is refused.",
  ),
  API2053: warning(
    ({ range, type }: { range: string; type: string }) => `range ${range} has values that ${type} cannot hold`,
    "Values beyond the type are refused whatever the range says. Make the range smaller or the type larger.",
  ),
  API2054: warning(
    ({ value }: { value: string }) => `option ${value} is given twice`,
    "The second has no effect; most likely another value was meant.",
  ),
  API2055: warning(
    ({ option }: { option: string }) => `tag option ${option} has no value`,
    "Write the value behind an equals sign, as in `default=1` or `options=a|b`, or leave the option out.",
  ),
  API2056: warning(
    ({ field }: { field: string }) => `field ${field} cannot be read from a path: expected a text, a number or a bool`,
    "A parameter of a path is one text. Send lists, maps and structs in the query (`form`) or in the body (`json`).",
  ),
  API2057: warning(
    ({ name }: { name: string }) => `path parameter ${name} is optional, but every route that reads it has it`,
    "A request without the parameter has another path, which no route of the contract answers with this type. Leave `optional` out, or add the route.",
  ),
  API2060: error(
    ({ found }: { found: string }) => `expected a field of type File or []File, found ${found}`,
    "A file is a part of a multipart form: a field of a request's struct, or a list of files that have one name in the form.",
  ),
  API2061: error(
    ({ field, source }: { field: string; source: string }) => `expected a form tag on file ${field}, found ${source}`,
    'Files come in multipart forms. The tag has the name of the part, such as `form:"avatar"`; without a tag a field is JSON.',
  ),
  API2062: error(
    ({ file, field }: { file: string; field: string }) =>
      `file ${file} is a part of a form and field ${field} is JSON, which no body is both`,
    "Give the other fields of the request a `form` key: values and files can come in one form.",
  ),
  API2063: error(
    ({ field, option }: { field: string; option: string }) => `option ${option} on file ${field}, which is no value`,
    'A file may be `optional`. How many there are in a list can be held to a rule: `validate:"max=5"`.',
  ),
};
