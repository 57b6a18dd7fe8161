/** docs/report.md: every member of report.json, from its schema. */
import { cell, codeSpan } from './markdown.ts';

/** The keywords of JSON Schema that the report's schema uses. */
export interface ReportSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, ReportSchema>>;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, ReportSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: ReportSchema | boolean;
  readonly items?: ReportSchema;
}

/** The Markdown of the page. Throws when a member has no description, since its row would be no help. */
export function schemaPage(schema: ReportSchema): string {
  const definitions = schema.$defs ?? {};
  const lines = membersOf(schema, '', definitions).map(({ path, member, required }) => {
    const { description } = resolved(member, definitions);
    const says = member.description ?? description;
    if (says === undefined) throw new Error(`report.schema.json does not describe ${path}`);
    return `| ${codeSpan(path)} | ${typeText(member, definitions)} | ${required ? '' : 'optional'} | ${cell(says)} |`;
  });
  return [
    '# report.json',
    '',
    `${schema.description ?? ''} Every other report is rendered from it: \`npx ec2-conformance report report.json --to FORMAT\`.`,
    'Its JSON Schema is [report.schema.json](../fixtures/schema/report.schema.json). Members are added in minor versions;',
    '`schemaVersion` is increased when a program that reads the previous format would misread the new one.',
    '',
    'In the table, `[]` means each item of a list and `*` each name.',
    '',
    '| member | type | presence | description |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}

interface Member {
  readonly path: string;
  readonly member: ReportSchema;
  readonly required: boolean;
}

function membersOf(
  schema: ReportSchema,
  path: string,
  definitions: Readonly<Record<string, ReportSchema>>,
): readonly Member[] {
  const { properties = {}, required = [], items, additionalProperties } = resolved(schema, definitions);
  return [
    ...Object.entries(properties).flatMap(([name, member]): readonly Member[] => {
      const own = path === '' ? name : `${path}.${name}`;
      return [{ path: own, member, required: required.includes(name) }, ...membersOf(member, own, definitions)];
    }),
    ...(items === undefined ? [] : membersOf(items, `${path}[]`, definitions)),
    ...(typeof additionalProperties === 'object' ? membersOf(additionalProperties, `${path}.*`, definitions) : []),
  ];
}

function typeText(member: ReportSchema, definitions: Readonly<Record<string, ReportSchema>>): string {
  const { type, const: only, enum: values, items, additionalProperties } = resolved(member, definitions);
  if (only !== undefined) return codeSpan(JSON.stringify(only));
  if (values !== undefined) return values.map((value) => codeSpan(JSON.stringify(value))).join(', ');
  if (items !== undefined) return `list of ${plural(resolved(items, definitions).type)}`;
  if (typeof additionalProperties === 'object')
    return `object of ${plural(resolved(additionalProperties, definitions).type)}`;
  return type ?? 'any';
}

function plural(type: string | undefined): string {
  return type === undefined ? 'any values' : `${type}s`;
}

function resolved(schema: ReportSchema, definitions: Readonly<Record<string, ReportSchema>>): ReportSchema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : (definitions[name] ?? schema);
}
