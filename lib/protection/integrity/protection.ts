/**
 * The check of what decides who sees what in an org: marks, encryption, restrictions, selected modules, sharing.
 * Guarantees: a change of these that did not come by Careledger is noticed when they are next loaded; until it is set
 * right every field that can be marked counts as marked, every door is closed, and nothing is written that they would steer.
 * Against: whoever writes to the database without the keys; the app's role puts no older check back. Not against: the
 * database's owner, who puts an older state back with its check.
 */

import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { isStateMac } from '@/lib/platform/crypto/state-mac';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Budgets, narrower, USUAL_BUDGETS } from '@/lib/protection/compliance/budgets';
import { eachSwitch } from '@/lib/protection/compliance/doors';
import { checkOf, keepChecks } from './state-checks';

const about = (orgId: string) => ({ subject: 'protection', id: orgId });

const numbersOf = ({ one, bulk }: Budgets): string => [one.hour, one.day, bulk.hour, bulk.day].join();

/** Every word that policy reads, in a fixed order. */
export function stateOf({
  compliance,
  settingHolds,
  holdHours,
  budgets,
  budgetRaises,
  modules,
}: OrgMetadata): string[] {
  const flag = (on: boolean) => (on ? '1' : '0');
  return [
    ...Object.entries(compliance)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, on]) => `${name}=${flag(on)}`),
    `holdHours=${holdHours}`,
    `budgets=${numbersOf(budgets)}`,
    ...Object.entries(budgets.profiles ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([profileId, own]) => `budgets of ${profileId}=${numbersOf(own)}`),
    ...budgetRaises.map(({ userId, times, until }) => `budget of ${userId} x${times} until ${until}`),
    ...Object.entries(settingHolds)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, approvalId]) => `${name} until ${approvalId}`),
    ...[...modules]
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
      .flatMap((module) => [
        `${module.id} ${module.apiName} ${flag(module.hipaa)} ${module.heldBy ?? '-'} ${flag(module.everySealed)} ${module.sharing}`,
        ...module.fields.map(
          ({ id, apiName, type, marked, heldBy, sealed }) =>
            `${id} ${apiName} ${type} ${flag(marked)} ${heldBy ?? '-'} ${flag(sealed)}`,
        ),
      ]),
  ];
}

/** Keeps the check of the settings as they are now, in the transaction that changed them. */
export const keepProtection = (tx: Tx, keys: OrgKeys, metadata: OrgMetadata): Promise<void> =>
  keepChecks(tx, keys, [{ ...about(tx.orgId), state: stateOf(metadata) }]);

/** Whether the settings are those that Careledger left. */
export const isProtectionWhole = async (tx: Tx, keys: OrgKeys, metadata: OrgMetadata): Promise<boolean> =>
  isStateMac(keys, about(tx.orgId), stateOf(metadata), await checkOf(tx, about(tx.orgId)));

/** The settings as they count while they cannot be trusted: everything that can be protected is. */
export function closed(metadata: OrgMetadata): OrgMetadata {
  return {
    ...metadata,
    intact: false,
    budgets: narrower(metadata.budgets, USUAL_BUDGETS),
    budgetRaises: [],
    compliance: { hipaaEnabled: true, ...eachSwitch(() => true) },
    modules: metadata.modules.map((module) => {
      const fields = module.fields.map((field) =>
        fieldType(field.type).markable ? { ...field, marked: true, indexSlot: null } : field,
      );
      const byId = new Map(fields.map((field) => [field.id, field]));
      return {
        ...module,
        hipaa: true,
        sharing: 'private' as const,
        fields,
        layouts: module.layouts.map((layout) => ({
          ...layout,
          sections: layout.sections.map((section) => ({
            ...section,
            fields: section.fields.map((field) => byId.get(field.id) ?? field),
          })),
        })),
      };
    }),
  };
}
