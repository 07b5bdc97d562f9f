/** A JSON Schema as a sketch that a person reads at a glance: `{ data: [{ id: string }], info: { page: integer } }`. Pure. */

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
}

const DEEPEST = 6;

/** @param named the schemas that `$ref` points to, by name */
export function sketchSchema(schema: unknown, named: Readonly<Record<string, unknown>>, depth = 0): string {
  const { $ref, type, enum: words, const: only, anyOf, oneOf, items, ...rest } = (schema ?? {}) as Schema;
  if (depth > DEEPEST) return '…';
  if ($ref) return sketchSchema(named[$ref.split('/').at(-1) ?? ''], named, depth);
  if (only !== undefined) return JSON.stringify(only);
  if (words) return words.map((word) => JSON.stringify(word)).join(' | ');
  const several = anyOf ?? oneOf;
  if (several) return several.map((one) => sketchSchema(one, named, depth)).join(' | ');
  if (type === 'array') return `[${sketchSchema(items, named, depth)}]`;
  if (isObject(type, rest)) return sketchObject(rest, named, depth) + (Array.isArray(type) ? ' | null' : '');
  if (rest.format === 'binary') return 'file';
  return (Array.isArray(type) ? type.join(' | ') : type) ?? 'anything';
}

const isObject = (type: Schema['type'], { properties }: Schema): boolean =>
  type === 'object' || (Array.isArray(type) && properties !== undefined);

function sketchObject(
  { properties = {}, required = [], additionalProperties }: Schema,
  named: Readonly<Record<string, unknown>>,
  depth: number,
): string {
  const indent = '  '.repeat(depth + 1);
  const lines = Object.entries(properties).map(([name, schema]) => {
    const optional = required.length > 0 && !required.includes(name) ? '?' : '';
    return `${indent}${name}${optional}: ${sketchSchema(schema, named, depth + 1)}`;
  });
  if (additionalProperties) lines.push(`${indent}…`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}
