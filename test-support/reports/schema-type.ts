/** A JSON Schema as the text of a TypeScript type: as much of both as the schemas of this package use. */

/** A JSON Schema. */
export interface TypeSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, TypeSchema>>;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number)[];
  readonly anyOf?: readonly TypeSchema[];
  readonly type?: string;
  readonly items?: TypeSchema;
  readonly properties?: Readonly<Record<string, TypeSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | TypeSchema;
}

/** Throws for what it does not know: ignoring a keyword would check nothing. */
export function typeOfSchema(schema: TypeSchema, root: TypeSchema = schema): string {
  if (schema.$ref !== undefined) return typeOfSchema(referred(schema.$ref, root), root);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => typeOfSchema(one, root)).join(' | ');
  switch (schema.type) {
    case undefined:
      return 'unknown';
    case 'integer':
      return 'number';
    case 'string':
    case 'number':
    case 'boolean':
      return schema.type;
    case 'array':
      return `readonly (${typeOfSchema(schema.items ?? {}, root)})[]`;
    case 'object':
      return typeOfObject(schema, root);
    default:
      throw new Error(`the type ${schema.type} has no counterpart here`);
  }
}

function typeOfObject({ properties, required = [], additionalProperties }: TypeSchema, root: TypeSchema): string {
  if (properties === undefined && typeof additionalProperties === 'object') {
    return `{ readonly [name: string]: ${typeOfSchema(additionalProperties, root)} }`;
  }
  if (properties === undefined || additionalProperties !== false) {
    throw new Error('an object has either members by name, and no others, or members of one type');
  }
  const members = Object.entries(properties).map(
    ([name, member]) => `readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOfSchema(member, root)}`,
  );
  return `{ ${members.join('; ')} }`;
}

function referred(ref: string, root: TypeSchema): TypeSchema {
  const found = root.$defs?.[ref.replace('#/$defs/', '')];
  if (found === undefined) throw new Error(`${ref} leads nowhere`);
  return found;
}
