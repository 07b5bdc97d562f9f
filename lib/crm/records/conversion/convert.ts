/**
 * A lead becomes a contact, an account and, where that is asked for, a deal. One transaction: all of it, or nothing. Guarantees:
 * protected values are carried without being seen, only into fields that are protected as well, and nothing that is answered
 * or refused tells what they are; what hangs on the lead follows it to the contact; it is undone as one (`undo.ts`).
 */

import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type FieldErrors, invalid } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { valuesToCarry } from '@/lib/protection/disclose/values-to-carry';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { atLeastOne, mutate } from '@/lib/protection/mutate';
import { isProtected } from '../list-fields';
import { requireVisible } from '../record-access';
import { followingLead, moveAlong } from './hanging';
import { type LeadRow, lockContact, lockLead } from './lock';
import { makeRecord } from './make';
import { type Plan, planConversion } from './plan';
import type { ConvertRequest } from './schemas';
import { LEADS, type Target, TO_ACCOUNT, TO_CONTACT } from './targets';
import { type TargetValues, valuesOf } from './values';

/** What is asked for, by a person's form or by a program. */
export type Conversion = Omit<ConvertRequest, 'version' | 'account' | 'values'> & {
  /** Null: as it is now. */
  version: number | null;
  /** `if_named`: a new one where the lead has what it is called by, or that is protected; else none, as in Zoho CRM. */
  account: ConvertRequest['account'] | { how: 'if_named' };
  values: Partial<Record<Target, Readonly<Record<string, unknown>>>>;
};

export interface Converted {
  conversionId: Id;
  contactId: Id;
  accountId: Id | null;
  dealId: Id | null;
}

/**
 * Converts a lead.
 * @throws forbidden without the rights to edit leads, and to create what is made; not_found; conflict when it is converted
 * already, or was changed since the person saw it, or for a unique value already taken; invalid, naming each field whose value
 * does not fit or is missing, before anything is written
 */
export function convertLead(ctx: Context, asked: Conversion): Promise<Converted> {
  const attempt = { action: 'record.convert', module: LEADS, recordId: asked.leadId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const plan = await planConversion(tx, ctx);
    const lead = await lockLead(tx, ctx, plan.lead, asked);
    const request = { ...asked, account: accountFor(plan, lead, asked) };
    const filled = await fill(tx, ctx, plan, { lead, request });
    const conversionId = newId();
    const made = await makeAll(tx, ctx, plan, { lead, request, filled, conversionId });
    const { accountId, contactId, dealId } = made;
    const way = {
      from: { module: plan.lead, recordId: lead.id },
      to: { module: plan.targets.Contacts.module, recordId: contactId },
    };
    const moved = await followingLead(tx, way);
    // First: notes and files leave their module only along a conversion that stands.
    await tx.sql`
      insert into conversions (org_id, id, lead_id, contact_id, account_id, deal_id, made, moved, converted_at, converted_by)
      values (${tx.orgId}, ${conversionId}, ${lead.id}, ${contactId}, ${accountId}, ${dealId}, ${made.ids}::bigint[],
        ${JSON.stringify(moved)}::jsonb, ${clock.now().toISOString()}::timestamptz, ${ctx.actor.id})`;
    await moveAlong(tx, way, moved);
    const facts = {
      contact: contactId,
      ...(accountId && { account: accountId }),
      ...(dealId && { deal: dealId }),
      made: made.ids,
      notes: moved.notes.length,
      attachments: moved.attachments.length,
      conversations: moved.conversations.length,
      stayed: staying(plan, made.entries),
    };
    const about = { ...attempt, subjectId: conversionId };
    const joined: NewEntry[] = made.ids.includes(contactId)
      ? []
      : [{ ...about, module: 'Contacts', recordId: contactId, facts: { lead: lead.id } }];
    const entry: NewEntry = { ...about, fields: leaving(plan, made.entries, lead), facts };
    return {
      value: { conversionId, contactId, accountId, dealId },
      entries: atLeastOne([entry, ...joined, ...made.entries]),
    };
  });
}

type Filled = Partial<Record<Target, TargetValues>>;

interface Asked {
  lead: LeadRow;
  request: Conversion & Pick<ConvertRequest, 'account'>;
}

function accountFor({ targets }: Plan, lead: LeadRow, { account, values }: Conversion): ConvertRequest['account'] {
  if (account.how !== 'if_named') return account;
  const { module, fields } = targets.Accounts;
  const names = fields.filter(({ target, goes }) => goes !== 'stays' && module.nameFields.includes(target.apiName));
  // Whether a protected name is there is told to nobody.
  const isNamed = names.some(({ source, goes }) => goes === 'protected' || source.apiName in lead.values);
  return { how: isNamed || values.Accounts ? 'new' : 'none' };
}

/** The values of what is made, every field's error named at once. @throws invalid */
async function fill(tx: Tx, ctx: Context, plan: Plan, { lead, request }: Asked): Promise<Filled> {
  const making: Target[] = [
    ...(request.account.how === 'new' ? (['Accounts'] as const) : []),
    ...(request.contact.how === 'new' ? (['Contacts'] as const) : []),
    ...(request.deal ? (['Deals'] as const) : []),
  ];
  const planned = making.flatMap((name) => plan.targets[name].fields);
  const carried = planned.filter(({ goes }) => goes === 'protected').map(({ source }) => source);
  const opened = await valuesToCarry(tx, ctx, { module: plan.lead, fields: carried }, lead);
  const held = { ...lead.values, ...opened };
  const errors: FieldErrors = {};
  const filled: Filled = {};
  for (const name of making) {
    const target = plan.targets[name];
    assertModuleRight(ctx, target.module, 'create');
    const one = valuesOf(target, held, request.values[name] ?? {});
    for (const [field, message] of Object.entries(one.errors)) errors[`${name}.${field}`] = message;
    filled[name] = one;
  }
  if (Object.keys(errors).length === 0) return filled;
  throw invalid('Some values do not fit what the lead becomes. Nothing was converted.', { fields: errors });
}

interface Made {
  accountId: Id | null;
  contactId: Id;
  dealId: Id | null;
  /** Of these, those that were made. */
  ids: Id[];
  entries: NewEntry[];
}

async function makeAll(
  tx: Tx,
  ctx: Context,
  plan: Plan,
  { lead, request, filled, conversionId }: Asked & { filled: Filled; conversionId: Id },
): Promise<Made> {
  const ownerId = await ownerOf(tx, ctx, lead);
  const entries: NewEntry[] = [];
  const make = async (name: Target, links: Record<string, Id | null>): Promise<Id | null> => {
    const [target, values] = [plan.targets[name], filled[name]];
    if (!values) return null;
    const known = Object.fromEntries(Object.entries(links).filter((link): link is [string, Id] => link[1] !== null));
    const { id, entry } = await makeRecord(tx, ctx, { conversionId, ownerId, target, filled: values, links: known });
    entries.push(entry);
    return id;
  };
  const { account, contact } = request;
  if (account.how === 'join') await requireVisible(tx, ctx, { module: 'Accounts', recordId: account.id });
  if (contact.how === 'join') await lockContact(tx, ctx, contact.id);
  const accountId = account.how === 'join' ? account.id : await make('Accounts', {});
  const newContact = await make('Contacts', { [TO_ACCOUNT]: accountId });
  const contactId = contact.how === 'join' ? contact.id : (newContact as Id);
  const dealId = await make('Deals', { [TO_ACCOUNT]: accountId, [TO_CONTACT]: contactId });
  return { accountId, contactId, dealId, ids: entries.map(({ recordId }) => recordId as Id), entries };
}

/** The lead's owner; whoever converts it where that one has left. */
async function ownerOf(tx: Tx, ctx: Context, lead: LeadRow): Promise<Id> {
  const active = await tx.sql`select from users where org_id = ${tx.orgId} and id = ${lead.owner_id} and active`;
  return active.length > 0 ? lead.owner_id : ctx.actor.id;
}

const madeOf = (plan: Plan, entries: readonly NewEntry[]) =>
  entries.flatMap(({ module }) => plan.targets[module as Target].fields);

/** API names of the lead's fields that went, protected ones whether they held a value or not. */
const leaving = (plan: Plan, entries: readonly NewEntry[], lead: LeadRow): string[] => [
  ...new Set(
    madeOf(plan, entries)
      .filter(({ goes, source }) => goes === 'protected' || (goes === 'clear' && source.apiName in lead.values))
      .map(({ source }) => source.apiName),
  ),
];

/** API names of the protected ones that went nowhere. */
const staying = (plan: Plan, entries: readonly NewEntry[]): string[] => {
  const fields = madeOf(plan, entries).filter(({ source }) => isProtected(source));
  const went = fields.filter(({ goes }) => goes === 'protected').map(({ source }) => source.apiName);
  return [...new Set(fields.map(({ source }) => source.apiName))].filter((name) => !went.includes(name));
};
