/** What the screen needs on which somebody converts a lead. Holds no protected value, nor whether there is one. */

import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { forbidden, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { recordView } from '../get';
import { isProtected } from '../list-fields';
import { activeUsers, shownName } from '../names';
import { findVisibleRow } from '../visible-row';
import { findSame, type SameRecords } from './find-same';
import { papersStay } from './hanging';
import { assertNotConverted } from './lock';
import { type Plan, type PlannedTarget, planConversion } from './plan';
import { TARGETS, type Target } from './targets';
import { valuesOf } from './values';

/** A field that somebody fills in, for what the lead does not give or what does not fit as it is. */
export interface AskedField {
  field: FieldDescription;
  /** What the lead holds, where it does not fit as it is. */
  value?: StoredValue;
  /** What is wrong with it. */
  error?: string;
}

export interface TargetDraft {
  apiName: Target;
  singular: string;
  plural: string;
  /** Whether the asker may make one. */
  creatable: boolean;
  asked: AskedField[];
  /** What the new record is called, where that is no secret and the lead gives it. */
  name: string | null;
  /** It is named by what the lead holds, or by a protected value that goes along. */
  named: boolean;
  /** Labels of protected fields that go along without being seen, whether they hold a value or not. */
  unseen: string[];
  /** Protected fields that stay on the lead, with why. */
  stays: { label: string; why: string }[];
  same: SameRecords;
}

export interface ConversionDraft {
  leadId: Id;
  name: string;
  version: number;
  targets: Record<Target, TargetDraft>;
  users: { value: Id; label: string }[];
  /** Notes and files stay on the lead: leads are marked to hold health data, contacts are not. */
  papersStay: boolean;
}

/** Opening it is an event as opening the lead is. @throws forbidden; not_found; conflict `CONVERTED` */
export function getConversionDraft(ctx: Context, leadId: Id): Promise<ConversionDraft> {
  return readInOrg(ctx.orgId, async (tx) => {
    const plan = await planConversion(tx, ctx);
    const row = isId(leadId) ? await findVisibleRow(tx, ctx, plan.lead, leadId) : undefined;
    if (!row) throw notFound('The lead');
    if (!row.changeable) throw forbidden('You may see this lead but not change it.');
    await assertNotConverted(tx, leadId);
    await recordView(tx, ctx, plan.lead, leadId);
    const clear = plan.lead.fields.filter((field) => !isProtected(field)).map(({ apiName }) => apiName);
    const held = Object.fromEntries(Object.entries(row.values).filter(([name]) => clear.includes(name)));
    const targets: Partial<Record<Target, TargetDraft>> = {};
    for (const name of TARGETS) targets[name] = await draftOf(tx, ctx, plan, { name, held });
    return {
      leadId,
      name: shownName(plan.lead, row),
      version: row.version,
      targets: targets as Record<Target, TargetDraft>,
      users: await activeUsers(tx),
      papersStay: papersStay(plan.lead, plan.targets.Contacts.module),
    };
  });
}

async function draftOf(
  tx: Tx,
  ctx: Context,
  plan: Plan,
  { name, held }: { name: Target; held: Readonly<Record<string, StoredValue>> },
): Promise<TargetDraft> {
  const target = plan.targets[name];
  const { module, fields } = target;
  const filled = valuesOf(target, held, {});
  const own = module.nameFields.map((field) => filled.values[field]).filter((part) => part !== undefined);
  const hidden = module.fields.some((field) => module.nameFields.includes(field.apiName) && isProtected(field));
  return {
    apiName: name,
    singular: module.singular,
    plural: module.plural,
    creatable: canInModule(ctx.rights, name, 'create'),
    asked: askedOf(target, filled.errors, held),
    name: !hidden && own.length > 0 ? own.join(' ') : null,
    named: module.nameFields.some((field) => filled.names.includes(field)),
    unseen: fields.filter(({ goes }) => goes === 'protected').map(({ source }) => source.label),
    stays: fields
      .filter(({ goes, source }) => goes === 'stays' && isProtected(source))
      .map(({ source, why }) => ({ label: source.label, why: why ?? '' })),
    same: name === 'Deals' ? { records: [], passed: [] } : await findSame(tx, ctx, target, filled),
  };
}

/** Of a deal these are asked for, besides what is required: a lead has nothing like them. */
const USUAL_OF_DEAL = ['Deal_Name', 'Stage', 'Amount', 'Closing_Date'];

function askedOf(
  { module, fields }: PlannedTarget,
  errors: Readonly<Record<string, string>>,
  held: Readonly<Record<string, StoredValue>>,
): AskedField[] {
  return module.fields
    .filter(
      (field) =>
        isEnterable(field) && (field.apiName in errors || isUsualOfDeal(module.apiName, field.apiName, fields)),
    )
    .map((field): AskedField => {
      const { moduleId: _, custom: __, unsealedReason: ___, heldBy: ____, indexSlot: _____, ...described } = field;
      const source = fields.find(({ target }) => target.id === field.id)?.source;
      const value = source && held[source.apiName];
      if (value === undefined) return { field: described };
      const error = errors[field.apiName];
      return { field: described, value, ...(error !== undefined && { error: `From ${source?.label}: ${error}` }) };
    });
}

const isUsualOfDeal = (module: string, name: string, fields: PlannedTarget['fields']): boolean =>
  module === 'Deals' && USUAL_OF_DEAL.includes(name) && !fields.some(({ target }) => target.apiName === name);
