/** The body of a bulk write, as Zoho CRM takes it; what is not there is refused by name rather than left aside. */
import { z } from 'zod';
import { type BulkWriteRequest, type FieldMapping, OPERATIONS } from '@/lib/crm/imports/bulk/request';
import { ApiError, invalidData } from '../api-error';
import { notSupported } from '../coql/parse';
import { issuePath } from '../issue-path';

const value = z.union([z.string().max(32_000), z.number(), z.boolean()]);

const mappingSchema = z.strictObject({
  api_name: z.string().max(100),
  index: z.number().int().min(0).max(1000).nullish().describe('Column, from 0'),
  find_by: z.string().max(100).nullish().describe('Of a lookup: id, or the name field of its module'),
  format: z.null().optional(),
  parent_column_index: z.null().optional(),
  default_value: z.object({ value }).nullish().describe('For blank cells, or for a field without a column'),
});

const resourceSchema = z.strictObject({
  type: z.literal('data'),
  module: z.object({ api_name: z.string().max(100) }),
  file_id: z.union([z.string().max(100), z.number()]),
  file_names: z.array(z.string().max(255)).max(1).nullish(),
  ignore_empty: z.boolean().nullish(),
  find_by: z.string().max(100).nullish().describe('id or a unique field; for update and upsert'),
  field_mappings: z.array(mappingSchema).max(500).nullish().describe('By the header, API names in it, when absent'),
});

export const bulkWriteBody = z.strictObject({
  operation: z.enum(OPERATIONS),
  callback: z.null().optional(),
  character_encoding: z.string().max(50).nullish().describe('Detected when absent'),
  ignore_empty: z.boolean().nullish().describe('Blank cells leave their fields as they are, rather than empty them'),
  resource: z.array(resourceSchema).length(1),
});

/** @throws MANDATORY_NOT_FOUND, INVALID_DATA, NOT_SUPPORTED */
export function readBulkWriteBody(given: unknown): BulkWriteRequest {
  assertSupported(given);
  const read = bulkWriteBody.safeParse(given);
  if (!read.success) throw wrongAt(given, issuePath(read.error));
  const { operation, character_encoding: encoding, ignore_empty: all, resource } = read.data;
  const [{ module, file_id, file_names, find_by, field_mappings, ignore_empty }] = resource as [
    z.infer<typeof resourceSchema>,
  ];
  if (operation !== 'insert' && !find_by) throw wrongAt(given, ['resource', 0, 'find_by']);
  return {
    module: module.api_name,
    fileId: String(file_id),
    operation,
    findBy: find_by ?? null,
    ignoreEmpty: ignore_empty ?? all ?? false,
    ...(encoding && { encoding }),
    ...(file_names?.[0] && { fileName: file_names[0] }),
    ...(field_mappings && { mappings: field_mappings.map(mappingOf) }),
  };
}

const mappingOf = ({ api_name, index, find_by, default_value }: z.infer<typeof mappingSchema>): FieldMapping => ({
  apiName: api_name,
  ...(typeof index === 'number' && { index }),
  ...(find_by && { findBy: find_by }),
  ...(default_value && { defaultValue: String(default_value.value) }),
});

function assertSupported(given: unknown): void {
  const { callback, resource } = Object(given) as Record<string, unknown>;
  if (callback !== undefined && callback !== null) throw notSupported('callback');
  if (!Array.isArray(resource)) return;
  if (resource.length > 1) throw notSupported('more than one resource');
  const { field_mappings: mappings } = Object(resource[0]) as Record<string, unknown>;
  if (!Array.isArray(mappings)) return;
  for (const mapping of mappings) {
    const { format, parent_column_index: parent } = Object(mapping) as Record<string, unknown>;
    if (format !== undefined && format !== null) throw notSupported('format');
    if (parent !== undefined && parent !== null) throw notSupported('parent_column_index');
  }
}

function wrongAt(given: unknown, path: readonly PropertyKey[]): ApiError {
  const name = String(path.findLast((part) => typeof part === 'string') ?? 'operation');
  const at = { api_name: name, json_path: `$.${path.map(String).join('.')}` };
  const found = path.reduce<unknown>((value, key) => Object(value)[key], given);
  if (found !== undefined && found !== null) return invalidData('invalid data', at);
  return new ApiError(400, 'MANDATORY_NOT_FOUND', `required key ${name} is not found in request body.`, at);
}
