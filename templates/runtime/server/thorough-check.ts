import type { FastifyInstance, FastifyRequest, FastifySchemaValidationError, FastifyServerOptions } from "fastify";

type Ajv = Parameters<NonNullable<NonNullable<FastifyServerOptions["ajv"]>["onCreate"]>>[0];
type ValidationFunction = NonNullable<ReturnType<FastifyRequest["getValidationFunction"]>>;

/** To list all faults of a body takes memory for each of them, and for the path to it: a large one gets its first fault. */
const mostValues = 1000;
const longestKey = 200;

/**
 * Fastify's validators stop at the first fault, as a body of a megabyte can have millions. These go on to the last, for
 * input that is small; they are compiled when they are first needed.
 */
export class ThoroughCheck {
  private fastAjv: Ajv | undefined;
  private readonly thoroughAjvs = new WeakMap<FastifyInstance, Ajv>();
  private readonly validators = new WeakMap<ValidationFunction, ValidationFunction>();

  /** Takes over the options of the Ajv that Fastify has made. */
  follow(ajv: Ajv): void {
    this.fastAjv = ajv;
  }

  /** What is wrong with the input, or nothing. */
  faults(
    input: unknown,
    validate: ValidationFunction,
    server: FastifyInstance,
  ): readonly FastifySchemaValidationError[] {
    if (validate(input)) return [];
    const first = validate.errors ?? [];
    if (this.fastAjv === undefined || !isSmall(input)) return first;

    const thorough = this.validators.get(validate) ?? this.compile(validate, server, this.fastAjv);
    this.validators.set(validate, thorough);
    return thorough(input) ? first : (thorough.errors ?? first);
  }

  private compile(validate: ValidationFunction, server: FastifyInstance, fastAjv: Ajv): ValidationFunction {
    const ajv = this.thoroughAjvs.get(server) ?? thoroughAjv(fastAjv, server);
    this.thoroughAjvs.set(server, ajv);
    const schema = Object(Reflect.get(validate, "schema"));
    const known = typeof schema.$id === "string" ? ajv.getSchema(schema.$id) : undefined;
    return known ?? ajv.compile(schema);
  }
}

/** Of the same class, so that Ajv need not be a dependency of its own. */
function thoroughAjv(fastAjv: Ajv, server: FastifyInstance): Ajv {
  const schemas = Object.values(server.getSchemas());
  return Reflect.construct(fastAjv.constructor, [
    { ...fastAjv.opts, allErrors: true, formats: fastAjv.formats, schemas },
  ]);
}

function isSmall(input: unknown): boolean {
  const rest = [input];
  for (let seen = 0; rest.length > 0; seen++) {
    const value = rest.pop();
    if (typeof value !== "object" || value === null) continue;
    const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (seen + rest.length + children.length > mostValues) return false;
    if (!Array.isArray(value) && Object.keys(value).some((key) => key.length > longestKey)) return false;
    rest.push(...children);
  }
  return true;
}
