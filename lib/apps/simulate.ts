/**
 * What an app would receive of a record now, and why. Guarantees: shows of marked values, and of what the asker's profile
 * hides, that they would go, and never one;
 * whoever may not see the record is told nothing.
 */

import { type FieldDefinition, getModule } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertModuleRight, visibleRecords } from '@/lib/crm/modules/visibility';
import { isNameHidden } from '@/lib/crm/records/list-fields';
import { namesFor } from '@/lib/crm/records/names';
import { type RecordRow, recordColumns, showRecords } from '@/lib/crm/records/serialize';
import { linksOf, usersIn } from '@/lib/crm/records/tokens';
import { canInModule, canInOrg, isFieldHidden } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { coveringAgreements } from '@/lib/protection/agreements/covering';
import { isRestricted, type Transfer } from '@/lib/protection/compliance/policy';
import { findKept } from './connections/connection';
import { connectorOf } from './connectors/registry';
import { type Flow, flowOf, type Pair } from './deliveries/fields';
import { REASONS } from './deliveries/reasons';
import { owedOf, takenBack } from './deliveries/take-back';
import { type Written, writeFor } from './deliveries/values';
import { wouldStay } from './would-stay';

export interface Simulated {
  connectionId: Id;
  name: string;
  label: string;
  transfer: Transfer;
  /** Why nothing is sent, though something might be; null: something is. */
  stays: string | null;
  /** Why it goes as it does, a sentence each. */
  why: readonly string[];
  fields: readonly SimulatedField[];
}

export interface SimulatedField {
  label: string;
  /** Under which name the app gets it. */
  to: string;
  /** `masked`: it would go, and is not shown here. `too_long`: the app does not take so long a text. */
  outcome: 'sent' | 'masked' | 'withheld' | 'too_long';
  needed: boolean;
  /** As a person reads it; null: empty, or not shown. */
  value: string | null;
}

/** A module of which the asker may choose a record to look at. */
export interface Simulable {
  module: string;
  singular: string;
  plural: string;
  /** Nobody finds a record by a name that is made of protected fields. */
  nameHidden: boolean;
}

/** Of the modules that go to a connection those whose records the asker may view. */
export const simulable = (ctx: Context, names: readonly string[]): Promise<Simulable[]> =>
  readInOrg(ctx.orgId, async (tx) =>
    (await metadataOf(tx)).modules
      .filter(({ apiName }) => names.includes(apiName) && canInModule(ctx.rights, apiName, 'view'))
      .map((module) => ({
        module: module.apiName,
        singular: module.singular,
        plural: module.plural,
        nameHidden: isNameHidden(module),
      })),
  );

/** @throws forbidden without the right to view; not_found for a record or connection that is not there, or not to be seen */
export const simulate = (ctx: Context, asked: { connectionId: Id; module: string; recordId: Id }): Promise<Simulated> =>
  readInOrg(ctx.orgId, async (tx) => {
    const metadata = await metadataOf(tx);
    const module = getModule(metadata, asked.module);
    assertModuleRight(ctx, module, 'view');
    const { connectionId, recordId } = asked;
    const [row] = isId(recordId)
      ? await tx.sql<RecordRow[]>`
          select ${recordColumns(tx)} from records where ${visibleRecords(tx, ctx, module)} and id = ${recordId}`
      : [];
    if (!row) throw notFound('The record');
    const connection = isId(connectionId) ? await findKept(tx, connectionId) : null;
    if (!connection || connection.state === 'ended') throw notFound('The connection');
    const agreement = (await coveringAgreements(tx, [connection])).get(connection.id);
    const flow = flowOf(connection, module, { compliance: metadata.compliance, covered: agreement !== undefined });
    const { label, kind } = connectorOf(connection.app);
    if (!flow) throw notFound('A mapping of this module');
    const fields = flow.pairs.map(({ field }) => field);
    const [record] = await showRecords(tx, ctx, { module, rows: [row], fields });
    if (!record) throw notFound('The record');
    const names = await namesFor(tx, ctx, [record], fields);
    const isHidden = (id: Id) => isFieldHidden(ctx.rights, id);
    const written = writeFor(record, flow, names);
    const stays =
      flow.transfer === 'not_sent'
        ? null
        : await wouldStay(tx, { connection, module, flow, record, written, isHidden });
    const [remote] = await tx.sql<{ has: string[] }[]>`
      select sent_marked as has from app_remotes
      where org_id = ${tx.orgId} and connection_id = ${connection.id} and record_id = ${row.id} and removed_at is null`;
    const back = remote && stays === null ? backInWords(flow, owedOf(flow, remote.has)) : [];
    const why = whyOf(
      { kind, transfer: flow.transfer, missed: flow.missed.map((one) => one.label) },
      {
        restricted: isRestricted(kind, metadata.compliance),
        agreement: agreement ? agreementInWords(ctx, agreement.party) : null,
        anyMarked: fields.some(({ marked }) => marked),
      },
    );
    return {
      connectionId: connection.id,
      name: connection.name,
      label,
      transfer: flow.transfer,
      stays,
      why: [...why, ...back],
      fields: flow.pairs.map(({ field, to, remote }) => {
        const value = record.values[field.apiName];
        const outcome = outcomeOf(ctx, flow, written, { field, to });
        const type = fieldType(field.type);
        const shown = () => {
          if (value === undefined || outcome !== 'sent') return null;
          if (type.refersTo === 'user')
            return usersIn(field, value)
              .map((id) => names.users[id] ?? '')
              .join('; ');
          if (type.refersTo === 'record')
            return linksOf(field, value)
              .map(({ targetId }) => names.lookups[targetId]?.name ?? '')
              .join('; ');
          return type.format(value, field.options, { timeZone: ctx.timeZone });
        };
        return { label: field.label, to, outcome, needed: remote?.needed === true, value: shown() };
      }),
    };
  });

function outcomeOf(
  ctx: Context,
  { withheld }: Flow,
  { tooLong }: Written,
  { field, to }: Pick<Pair, 'field' | 'to'>,
): SimulatedField['outcome'] {
  if (withheld.includes(field)) return 'withheld';
  if (field.marked || isFieldHidden(ctx.rights, field.id)) return 'masked';
  return tooLong.includes(to) ? 'too_long' : 'sent';
}

/** What becomes of what it has already, by what it was let have. */
function backInWords(flow: Flow, owed: readonly FieldDefinition[]): string[] {
  const notSent = flow.transfer === 'not_sent';
  if (!notSent && owed.length === 0) return [];
  const of = owed.length > 0 ? ` of ${owed.map(({ label }) => label).join(', ')}` : '';
  return {
    removed: ['It has the record, and is asked to remove it.'],
    emptied: [`What it has${of} is emptied there.`],
    kept: [`It has the record, and keeps what it got${of}.`],
  }[takenBack(flow, owed, { notSent })];
}

interface Found {
  kind: 'zoho_app' | 'third_party';
  transfer: Transfer;
  missed: readonly string[];
}

/** Whom it is with is for those who may see agreements. */
const agreementInWords = ({ rights }: Context, party: string): string =>
  canInOrg(rights, 'readWholeLedger') || canInOrg(rights, 'manageCompliance')
    ? `the agreement with ${party}`
    : 'an agreement in force';

const DOOR = { zoho_app: 'Zoho apps', third_party: 'third party apps' } as const;

function whyOf(
  { kind, transfer, missed }: Found,
  { restricted, agreement, anyMarked }: { restricted: boolean; agreement: string | null; anyMarked: boolean },
): string[] {
  if (!anyMarked) return ['No field that is sent holds personal health data.'];
  const door = restricted
    ? `The transfer of personal health data to ${DOOR[kind]} is restricted.`
    : agreement
      ? `The transfer to ${DOOR[kind]} is open, and ${agreement} covers this app.`
      : `The transfer to ${DOOR[kind]} is open, but no agreement in force covers this app: it is as if it were restricted.`;
  const then = {
    whole: [],
    without: ['The record goes without its marked fields.'],
    not_sent: [`${REASONS.needed_field_restricted} (${missed.join(', ')})`],
  }[transfer];
  return [door, ...then];
}
