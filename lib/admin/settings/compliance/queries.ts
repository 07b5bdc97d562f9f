import { fieldsWithMark, isSelected, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { BudgetSettings } from '@/lib/protection/compliance/budgets';
import { MAX_MARKED_FIELDS, MAX_MODULES } from '@/lib/protection/compliance/doors';
import { type BudgetUse, budgetUseOf } from './budget-use';
import { type DoorFlow, dataFlow, type RestrictionSwitch, restrictionSwitches } from './data-flow';
import { doorUse } from './door-use';
import { type HoldInfo, holdInfoOf, type WaitingHold, waitingHolds } from './hold-info';
import { assertMayRead } from './may-read';
import { restorableMarks } from './removed-marks';
import { type ScannerFlow, scannerFlow, scannerPlace } from './scanner-flow';
import { type Sealing, sealingOf } from './sealing';
import { readRemovedMarks } from './stored';
import { widgetSites } from './widget-sites';

export interface ModuleChoice {
  module: string;
  plural: string;
  custom: boolean;
  selected: boolean;
  markedFields: number;
  /** Of the marked ones, those whose values are encrypted. */
  sealedFields: number;
  /** The layout whose editor marks fields; null for a module without one. */
  layoutId: Id | null;
}

/** Fields of a module: those that are marked, or whose marks were taken away with it and can come back. */
export interface FieldsOfModule {
  module: string;
  plural: string;
  /** Labels. */
  fields: readonly string[];
}

export interface ComplianceOverview {
  orgName: string;
  mayManage: boolean;
  /** May go to the layout editor. */
  mayMark: boolean;
  /** False: the settings do not check, so that nothing below tells what is set. */
  intact: boolean;
  hipaaEnabled: boolean;
  /** Fields whose mark is gone and that are protected still. */
  heldFields: number;
  maxModules: number;
  maxMarkedFields: number;
  modules: readonly ModuleChoice[];
  switches: readonly RestrictionSwitch[];
  flow: readonly DoorFlow[];
  scanner: ScannerFlow;
  /** What is protected, by module: labels. */
  marked: readonly FieldsOfModule[];
  offers: readonly FieldsOfModule[];
  sealing: readonly Sealing[];
  hold: HoldInfo;
  /** What was taken away and is protected still. */
  waiting: readonly WaitingHold[];
  budgets: BudgetSettings;
  /** Every profile, for those that have budgets of their own. */
  profiles: readonly { id: Id; name: string }[];
  /** Whose own budgets the asker does not raise: themself. */
  me: Id;
  /** Larger budgets wait to be confirmed. */
  budgetsWait: boolean;
  /** Who disclosed the most records lately. */
  budgetUse: readonly BudgetUse[];
}

/**
 * Everything the screen of Compliance Settings shows. Names and counts; no value of a record.
 * @throws forbidden
 */
export async function getComplianceOverview(ctx: Context): Promise<ComplianceOverview> {
  assertMayRead(ctx);
  const place = await scannerPlace();
  return readInOrg(ctx.orgId, async (tx) => {
    const metadata = await metadataOf(tx);
    const { compliance } = metadata;
    const [removed, sealing, clients, sites, use, scanner, hold, waiting, budgetUse, profiles] = await Promise.all([
      readRemovedMarks(tx),
      sealingOf(tx, metadata),
      countClients(tx),
      widgetSites(tx),
      doorUse(tx),
      scannerFlow(tx, metadata, place),
      holdInfoOf(tx, ctx, metadata),
      waitingHolds(tx, metadata),
      budgetUseOf(tx, metadata),
      tx.sql<{ id: Id; name: string }[]>`select id, name from profiles where org_id = ${tx.orgId} order by name`,
    ]);
    const marked = metadata.modules.map(toMarked).filter(({ fields }) => fields.length > 0);
    const offers = compliance.hipaaEnabled ? restorableMarks(metadata, removed) : [];
    return {
      orgName: metadata.orgName,
      mayManage: canInOrg(ctx.rights, 'manageCompliance'),
      mayMark: canInOrg(ctx.rights, 'manageModules'),
      intact: metadata.intact,
      hipaaEnabled: compliance.hipaaEnabled,
      heldFields: metadata.modules.flatMap(({ fields }) => fields).filter(({ heldBy }) => heldBy !== null).length,
      maxModules: MAX_MODULES,
      maxMarkedFields: MAX_MARKED_FIELDS,
      modules: metadata.modules.map(toChoice),
      switches: restrictionSwitches(metadata),
      flow: dataFlow(compliance, { apiClients: clients, sites, use, markedIn: marked.map(({ plural }) => plural) }),
      scanner,
      marked,
      offers: offers.map(({ module, fields }) => ({
        module: module.apiName,
        plural: module.plural,
        fields: fields.map((field) => field.label),
      })),
      sealing,
      hold,
      waiting,
      budgets: metadata.budgets,
      profiles: [...profiles],
      me: ctx.actor.id,
      budgetsWait: 'budgets' in metadata.settingHolds,
      budgetUse,
    };
  });
}

function toChoice(module: ModuleDefinition): ModuleChoice {
  const marked = fieldsWithMark(module);
  return {
    module: module.apiName,
    plural: module.plural,
    custom: module.custom,
    selected: isSelected(module),
    markedFields: marked.length,
    sealedFields: marked.filter((field) => field.sealed).length,
    layoutId: module.layouts[0]?.id ?? null,
  };
}

const toMarked = ({ apiName: module, plural, fields }: ModuleDefinition): FieldsOfModule => ({
  module,
  plural,
  fields: fields.filter(({ marked }) => marked).map(({ label }) => label),
});

async function countClients(tx: Tx): Promise<number> {
  const [row] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from api_clients
    where org_id = ${tx.orgId} and revoked_at is null and (expires_at is null or expires_at > now())`;
  return row.count;
}
