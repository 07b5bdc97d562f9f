/**
 * What may happen to a field's value at a door. Pure: no database, no clock; every read asks it, in the transaction that
 * reads the data, so no door can forget it.
 *
 * Guarantees, against a curious user and a careless program: a marked value is never clear on a list or page; it leaves
 * through another door only when that door is open and the asker may read PHI; a field that the asker's profile hides leaves
 * through none; what one may not read cannot be filtered, sorted, counted or searched. Against whom not: a person with the right to reveal who then copies what they read.
 */

import { filterOperatorsOf } from '@/lib/crm/modules/field-types/description';
import type { FieldTypeKey, FilterOperator } from '@/lib/crm/modules/field-types/type';
import { canInOrg, isFieldHidden, type ProfileRights } from '@/lib/people/rights';
import type { Id } from '@/lib/platform/ids';
import { type ComplianceSettings, type Door, type RestrictableDoor, SWITCH_OF } from './doors';

/** `masked`: shown as a mask, revealed one by one. `withheld`: left out, its key absent; so is what the profile hides. */
export type Treatment = 'clear' | 'masked' | 'withheld';

/** The part of a field that policy looks at. */
export interface ProtectedField {
  id: Id;
  marked: boolean;
  sealed: boolean;
}

/** What a door does with a field's value. */
export function treatmentOf(
  field: ProtectedField,
  door: Door,
  compliance: ComplianceSettings,
  rights: ProfileRights,
): Treatment {
  if (isFieldHidden(rights, field.id)) return 'withheld';
  if (!field.marked) return 'clear';
  if (door === 'screen') return 'masked';
  if (isRestricted(door, compliance)) return 'withheld';
  return canInOrg(rights, 'revealPhi') ? 'clear' : 'withheld';
}

declare const ASKED: unique symbol;

/**
 * Fields whose values a door lets out to an asker. Only policy makes such a list, so that who reads, opens and writes by it
 * need not ask again, and nobody forgets to ask. It is of the transaction that asked.
 */
export type Clear<Field> = readonly Field[] & { readonly [ASKED]: 'clear' };

/** What a door does with each of some fields. */
export interface Treated<Field> {
  clear: Clear<Field>;
  masked: readonly Field[];
  withheld: readonly Field[];
}

/** Asks for the fields of a read, once. */
export function treat<Field extends ProtectedField>(
  fields: readonly Field[],
  door: Door,
  compliance: ComplianceSettings,
  rights: ProfileRights,
): Treated<Field> {
  const treated: Record<Treatment, Field[]> = { clear: [], masked: [], withheld: [] };
  for (const field of fields) treated[treatmentOf(field, door, compliance, rights)].push(field);
  return { ...treated, clear: treated.clear as readonly Field[] as Clear<Field> };
}

/** What an app may be sent of some fields, whoever asked for the change that it hears of: no person's rights count here. */
export interface AppDoor {
  door: Extract<Door, 'zoho_app' | 'third_party'>;
  compliance: ComplianceSettings;
  /** An agreement with whoever runs the app is in force at this moment (45 CFR 164.502(e)). */
  covered: boolean;
}

/**
 * Asks for the fields that are mapped to an app. Without an agreement in force a door of apps is as if its switch were on.
 * The rule is Zoho's: restricted, a record goes without its marked fields.
 */
export function treatForApp<Field extends ProtectedField>(
  fields: readonly Field[],
  { door, compliance, covered }: AppDoor,
): Treated<Field> {
  const isClosed = isRestricted(door, compliance) || !covered;
  const clear = fields.filter(({ marked }) => !(marked && isClosed));
  const withheld = fields.filter(({ marked }) => marked && isClosed);
  return { clear: clear as readonly Field[] as Clear<Field>, masked: [], withheld };
}

/** `not_sent`: the app cannot do without a field that is withheld. */
export type Transfer = 'whole' | 'without' | 'not_sent';

/** Whether a record goes to an app, by what is withheld and what the app cannot do without. Whether there is a value tells nothing. */
export function transferOf<Field extends { id: string }>(
  withheld: readonly Field[],
  needed: readonly Field[],
): Transfer {
  if (withheld.some(({ id }) => needed.some((one) => one.id === id))) return 'not_sent';
  return withheld.length > 0 ? 'without' : 'whole';
}

/** Those of the wanted fields that are clear, in their order. */
export const clearAmong = <Field extends { id: string }>(
  clear: Clear<Field>,
  wanted: readonly { id: string }[],
): Clear<Field> =>
  wanted.flatMap(({ id }) => clear.find((field) => field.id === id) ?? []) as readonly Field[] as Clear<Field>;

/** Whether a switch (or the door's nature) keeps marked values from leaving, whoever asks. */
export function isRestricted(door: Door, compliance: ComplianceSettings): boolean {
  if (hasSwitch(door)) return compliance[SWITCH_OF[door]];
  switch (door) {
    case 'screen':
      return false;
    case 'visitor':
      return true;
  }
}

const hasSwitch = (door: Door): door is RestrictableDoor => door in SWITCH_OF;

/**
 * The operators an asker may filter a field with. A marked field: equality at most, and only for those who could reveal
 * it. A sealed field: equality by blind index. Neither in a sort, range, prefix or group, for anybody.
 */
export function filterOperatorsFor(
  field: ProtectedField & { type: FieldTypeKey },
  door: Door,
  compliance: ComplianceSettings,
  rights: ProfileRights,
): readonly FilterOperator[] {
  if (isFieldHidden(rights, field.id)) return [];
  if (field.marked && (isRestricted(door, compliance) || !canInOrg(rights, 'revealPhi'))) return [];
  return filterOperatorsOf(field);
}
