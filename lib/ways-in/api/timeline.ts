/** `/crm/v8/{module}/{id}/__timeline`: what happened to a record. A field that may not leave has no entry in it. */
import { z } from 'zod';
import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { listTimeline, type TimelineChange, type TimelineEvent } from '@/lib/crm/records/timeline';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import type { Asked } from '@/lib/platform/paging/page-token';
import { ACTIONS, type LedgerAction } from '@/lib/protection/ledger/actions';
import { ApiError } from './api-error';
import { apiTime } from './api-time';
import { type Call, type Endpoint, json, modulesNeed, nothing } from './endpoint';
import { notingRefusals } from './noted';
import { refOf } from './notes/of-record';
import { readQuery } from './read-query';
import { openPage, pageTokenSchema } from './records/page-token';
import { moduleFor } from './records/write';

const querySchema = z.object({
  page: z.coerce.number().int().min(1).optional().describe('1 when absent; up to the 2,000th event'),
  per_page: z.coerce.number().int().min(1).max(200).optional().describe('25 when absent'),
  page_token: pageTokenSchema,
});

const MOST_WITHOUT_TOKEN = 2000;

const timelineEndpoint: Endpoint = {
  method: 'get',
  path: '/crm/v8/{module}/{id}/__timeline',
  tag: 'Timeline',
  summary: 'List what happened to a record',
  need: modulesNeed('READ'),
  query: querySchema,
  answers: { 200: 'The events, the newest first', 204: 'Nothing happened' },
  async run(call) {
    const { ctx } = call;
    const asked = readQuery(querySchema, call.query);
    const perPage = asked.per_page ?? 25;
    const list: Asked = { list: 'api.timeline', by: refOf(call) };
    const page = openPage<Id>(await keysOfOrg(ctx.orgId), list, asked);
    const skip = page.skipped(perPage);
    if (skip + perPage > MOST_WITHOUT_TOKEN && skip > 0) throw tooFar();
    const module = await moduleFor(call);
    const ref = { ...refOf(call), perPage: skip + perPage, ...(page.place && { before: page.place }) };
    const about = { action: 'record.view', module: ref.module, recordId: ref.recordId } as const;
    const { events, next } = await notingRefusals(call, about, () => listTimeline(ctx, ref, 'api'));
    const shown = events.slice(skip);
    if (shown.length === 0) return nothing();
    return json({
      __timeline: shown.map((event) => toJson(call, module, event)),
      info: {
        per_page: perPage,
        count: shown.length,
        page: page.page,
        previous_page_token: null,
        ...page.next(next),
        more_records: next !== null,
      },
    });
  },
};

const tooFar = () =>
  new ApiError(400, 'DISCRETE_PAGINATION_LIMIT_EXCEEDED', 'use page_token to read past the first 2,000 events', {
    limit: MOST_WITHOUT_TOKEN,
    param_name: 'page',
  });

function toJson({ ctx, params }: Call, module: ModuleDefinition, event: TimelineEvent) {
  const history = event.action === 'record.update' ? event.changes.map((change) => changeJson(module, change)) : [];
  return {
    id: event.id,
    audited_time: apiTime(event.at, ctx.timeZone),
    action: WORDS[event.action] ?? ACTIONS[event.action],
    done_by: { name: event.actorName, id: event.actorId },
    record: { id: params.id, module: { api_name: module.apiName, id: module.id }, name: null },
    related_record: null,
    automation_details: null,
    extension: null,
    source: event.door === 'api' ? 'crm_api' : 'crm_ui',
    type: 'timeline',
    field_history: history.length > 0 ? history : null,
  };
}

/** As Zoho CRM calls them; another act goes by its own words. */
const WORDS: Partial<Record<LedgerAction, string>> = {
  'record.create': 'added',
  'record.update': 'updated',
  'record.delete': 'deleted',
  'record.restore': 'restored',
};

/** Values of a marked or sealed field are in no timeline, so its entry has no `_value`. */
function changeJson(module: ModuleDefinition, { apiName, label, masked, ...values }: TimelineChange) {
  const field = findField(module, apiName);
  return {
    api_name: apiName,
    field_label: label,
    data_type: field ? fieldType(field.type).zohoDataType : 'text',
    ...(!masked && { _value: { old: values.old ?? null, new: values.new ?? null } }),
  };
}

export const timelineEndpoints: readonly Endpoint[] = [timelineEndpoint];
