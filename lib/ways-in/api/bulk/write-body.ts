/** The body of a bulk write, as Zoho CRM takes it; what is not there is refused by name rather than left aside. */
import { z } from 'zod';
import { type BulkWriteRequest, type FieldMapping, OPERATIONS } from '@/lib/crm/imports/bulk/request';
import { ApiError, invalidData } from '../api-error';
import { notSupported } from '../coql/parse';
import type { Issue, JsonBody } from '../endpoint';
import { issuePath, valueAt } from '../issue-path';

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

const bodySchema = z
  .strictObject({
    operation: z.enum(OPERATIONS),
    callback: z.null().optional(),
    character_encoding: z.string().max(50).nullish().describe('Detected when absent'),
    ignore_empty: z.boolean().nullish().describe('Blank cells leave their fields as they are, rather than empty them'),
    resource: z.array(resourceSchema).length(1),
  })
  .refine(({ operation, resource }) => operation === 'insert' || resource.every(({ find_by }) => find_by), {
    path: ['resource', 0, 'find_by'],
  })
  .transform(toRequest);

/** Read: what is asked of the verb. */
export const bulkWriteBody: JsonBody<BulkWriteRequest> = {
  schema: bodySchema,
  refusal(issues, given) {
    const unsupported = unsupportedIn(issues);
    return unsupported ? notSupported(unsupported) : wrongAt(given, issuePath(issues[0]));
  },
};

interface Given {
  operation: BulkWriteRequest['operation'];
  character_encoding?: string | null | undefined;
  ignore_empty?: boolean | null | undefined;
  resource: z.infer<typeof resourceSchema>[];
}

function toRequest({ operation, character_encoding: encoding, ignore_empty: all, resource }: Given): BulkWriteRequest {
  const [{ module, file_id, file_names, find_by, field_mappings, ignore_empty }] = resource as [Given['resource'][0]];
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

/** What Zoho CRM has and this does not is told before whatever else is wrong. */
function unsupportedIn(issues: readonly Issue[]): string | undefined {
  const places = issues.map(({ path }) => path);
  if (places.some(([first]) => first === 'callback')) return 'callback';
  if (issues.some(({ code, path }) => code === 'too_big' && path.join() === 'resource'))
    return 'more than one resource';
  const names = ['format', 'parent_column_index'];
  return names.find((name) => places.some((path) => path[2] === 'field_mappings' && path[4] === name));
}

function wrongAt(given: unknown, path: readonly PropertyKey[]): ApiError {
  const name = String(path.findLast((part) => typeof part === 'string') ?? 'operation');
  const at = { api_name: name, json_path: `$.${path.map(String).join('.')}` };
  const found = valueAt(given, path);
  if (found !== undefined && found !== null) return invalidData('invalid data', at);
  return new ApiError(400, 'MANDATORY_NOT_FOUND', `required key ${name} is not found in request body.`, at);
}
