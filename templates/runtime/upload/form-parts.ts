import type { FastifySchema } from "fastify";
import { collectForm } from "../binding/form-values.ts";
import { InvalidRequest } from "../binding/invalid-request.ts";
import { schemaOf } from "../binding/json-schema.ts";
import type { JsonSchema } from "../binding/json-schema.ts";
import { startReading, violateMember } from "../binding/reading.ts";
import { RequestBody } from "../binding/request-body.ts";
import { plainName } from "../server/plain-name.ts";
import type { Upload } from "./upload.ts";
import type { FileContent, UploadedFile } from "./uploaded-file.ts";

/** What a client says of a file. */
type Label = Pick<UploadedFile, "name" | "type">;

interface FilePart {
  readonly label: Label;
  readonly content: FileContent;
}

/** The parts of one form, sorted by what the route's schema says of their names; parts that it does not know are left out. */
export class FormParts {
  readonly #upload: Upload;
  readonly #fileFields: Readonly<Record<string, JsonSchema>>;
  readonly #valueFields: Readonly<Record<string, JsonSchema>>;
  readonly #values: [name: string, value: string][] = [];
  readonly #files = new Map<string, FilePart[]>();
  readonly #faults = new Map<string, string>();

  constructor(schema: FastifySchema | undefined, upload: Upload) {
    this.#upload = upload;
    this.#fileFields = fieldsOf(schema?.body);
    this.#valueFields = fieldsOf(schema?.querystring);
  }

  addValue(name: string, value: string): void {
    const field = fieldName(name);
    if (!Object.hasOwn(this.#fileFields, field)) this.#values.push([name, value]);
    // As everywhere in a form, an empty value does not count.
    else if (value !== "") this.#faults.set(field, "must be a file, found a text");
  }

  /** Takes what comes of a file, once there is a field for it. */
  async addFile(name: string, content: AsyncIterable<Buffer>, label: Label): Promise<void> {
    const field = fieldName(name);
    if (!Object.hasOwn(this.#fileFields, field)) {
      if (Object.hasOwn(this.#valueFields, field)) this.#faults.set(field, "must be a text, found a file");
      return;
    }
    const part = { label, content: await this.#upload.keep(content) };
    const earlier = this.#files.get(field) ?? [];
    this.#files.set(field, [...earlier, part]);
  }

  /** What the form says, once all of it has come. */
  body(): RequestBody {
    const members: [name: string, value: unknown][] = [];
    for (const [field, parts] of this.#files) {
      const files = parts.map(fileOf).filter(isGiven);
      if (this.#fileFields[field]?.type === "array") members.push([field, files.length > 0 ? files : undefined]);
      else if (files.length < 2) members.push([field, files[0]]);
      else this.#faults.set(field, "must be given once");
    }
    if (this.#faults.size > 0) throw this.#invalid();
    const value = Object.fromEntries(members);
    return new RequestBody({
      form: collectForm(this.#values),
      json: { kind: "value", value, isPlain: true },
      isAfterQuery: true,
    });
  }

  #invalid(): InvalidRequest {
    const reading = startReading("body");
    for (const [field, text] of this.#faults) violateMember(reading, field, "type", text);
    return new InvalidRequest(reading.violations, undefined);
  }
}

function fieldsOf(schema: unknown): Readonly<Record<string, JsonSchema>> {
  return schema === undefined ? {} : (schemaOf(schema, "form").properties ?? {});
}

/** As for values, `a[]` counts as `a`. */
function fieldName(name: string): string {
  return name.replace(/\[\]$/, "");
}

function fileOf({ label: { name, type }, content }: FilePart): UploadedFile {
  return { name: plainName(name), type, ...content };
}

/** Browsers send a part without name and content for a field that nothing was chosen for. */
function isGiven({ name, size }: UploadedFile): boolean {
  return name !== "" || size > 0;
}
