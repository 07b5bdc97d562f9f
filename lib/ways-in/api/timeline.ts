/** `/crm/v8/{module}/{id}/__timeline`: what happened to a record. A field that may not leave has no entry in it. */
import { z } from 'zod';
import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { listTimeline, type TimelineChange, type TimelineEvent } from '@/lib/crm/records/timeline';
import { readInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import type { Asked } from '@/lib/platform/paging/page-token';
import { wholeNumber } from '@/lib/platform/read-input';
import { ACTIONS, type LedgerAction } from '@/lib/protection/ledger/actions';
import { ApiError } from './api-error';
import { apiTime } from './api-time';
import { type Call, type Endpoint, json, modulesNeed, nothing } from './endpoint';
import { notingRefusals } from './noted';
import { refOf } from './notes/of-record';
import { readQuery } from './read-query';
import { toApiValues } from './records/outgoing';
import { openPage, pageTokenSchema } from './records/page-token';
import { moduleFor } from './records/write';

const querySchema = z.object({
  page: wholeNumber(1).optional().describe('1 when absent; up to the 2,000th event'),
  per_page: wholeNumber(1, 200).optional().describe('25 when absent'),
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
    const changes = await changesJson(call, module, shown);
    return json({
      __timeline: shown.map((event) => toJson(call, module, event, changes)),
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

type ChangesJson = ReadonlyMap<TimelineChange, object>;

function toJson({ ctx, params }: Call, module: ModuleDefinition, event: TimelineEvent, changes: ChangesJson) {
  const history = event.changes.flatMap((change) => changes.get(change) ?? []);
  return {
    id: event.id,
    audited_time: apiTime(event.at, ctx.timeZone),
    action: WORDS[event.action] ?? ACTIONS[event.action],
    done_by: { name: event.actorName, id: event.actorId },
    record: { id: params.id, module: { api_name: module.apiName, id: module.id }, name: null },
    related_record: null,
    automation_details: null,
    extension: null,
    source: event.byProgram ? 'crm_api' : 'crm_ui',
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

/**
 * What changed, with values as records have them: people and looked-up records by name. Values of a marked or sealed field are
 * in no timeline, so its entry has no `_value`.
 */
async function changesJson(
  { ctx }: Call,
  module: ModuleDefinition,
  events: readonly TimelineEvent[],
): Promise<ChangesJson> {
  const changes = events.filter(({ action }) => action === 'record.update').flatMap((event) => event.changes);
  const given = changes.flatMap((change) => {
    const field = findField(module, change.apiName);
    if (!field || change.masked) return [];
    return (['old', 'new'] as const).flatMap((when) => {
      const value = change[when];
      return value === undefined || value === null ? [] : [{ change, when, field, value }];
    });
  });
  const shown = given.length > 0 ? await readInOrg(ctx.orgId, (tx) => toApiValues(tx, ctx, given)) : [];
  const valuesOf = new Map(changes.map((change) => [change, { old: null as unknown, new: null as unknown }]));
  for (const [n, { change, when }] of given.entries()) Object.assign(valuesOf.get(change) ?? {}, { [when]: shown[n] });
  return new Map(
    changes.map((change) => {
      const field = findField(module, change.apiName);
      const json = {
        api_name: change.apiName,
        field_label: change.label,
        data_type: field ? fieldType(field.type).zohoDataType : 'text',
        ...(!change.masked && { _value: valuesOf.get(change) }),
      };
      return [change, json];
    }),
  );
}

export const timelineEndpoints: readonly Endpoint[] = [timelineEndpoint];
