/**
 * What one person can see and change of a field by each door, and why: policy's own answer, with the reason it was given for.
 * Pure. A test holds that the answer is policy's, whatever the rights, marks and switches.
 */
import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import { canInModule, canInOrg, fieldRightIn, type ProfileRights } from '@/lib/people/rights';
import type { ComplianceSettings, Door } from '@/lib/protection/compliance/doors';
import { isRestricted, type Treatment, treatmentOf } from '@/lib/protection/compliance/policy';

/** The doors by which a person gets at values: by themself, in a file, and by a program that acts for them. */
export const PERSONAL_DOORS = ['screen', 'export', 'api'] as const satisfies readonly Door[];
export type PersonalDoor = (typeof PERSONAL_DOORS)[number];

export const WHYS = {
  no_view: 'The profile may not view this module.',
  no_export: 'The profile may not export this module.',
  hidden: 'The profile hides this field.',
  plain: 'The profile may view this module, and the field holds no protected data.',
  may_reveal: 'Protected health data: masked, and the profile may reveal it with a purpose.',
  leaves: 'Protected health data: the profile may reveal it, and this door is open.',
  restricted: 'Protected health data: a compliance setting keeps it from this door.',
  reveal_rests: 'Protected health data: the right to reveal waits until a second person has confirmed the account.',
  may_not_reveal: 'Protected health data: the profile may not reveal it.',
  no_edit: 'The profile may not change records of this module.',
  only_read: 'The profile may only read this field.',
  kept: 'The field is read only for everybody.',
  may_edit: 'The profile may change records of this module.',
} as const;
export type Why = keyof typeof WHYS;

export interface DoorAccess {
  /** `closed`: nothing of the module comes by this door. */
  shown: Treatment | 'closed';
  why: Why;
}

export interface FieldAccess {
  doors: Record<PersonalDoor, DoorAccess>;
  change: { may: boolean; why: Why };
}

/** Whose access it is. */
export interface Holder {
  /** As in force. */
  rights: ProfileRights;
  /** The right to reveal, which the profile grants, rests. */
  rests: boolean;
}

type Of = Pick<ModuleDefinition, 'apiName'>;

/** What somebody can see and change of a field, and why. */
export function accessTo(
  module: Of,
  field: FieldDefinition,
  holder: Holder,
  compliance: ComplianceSettings,
): FieldAccess {
  const by = (door: PersonalDoor) => doorAccess(module, field, holder, { door, compliance });
  return {
    doors: { screen: by('screen'), export: by('export'), api: by('api') },
    change: changeAccess(module, field, holder),
  };
}

function doorAccess(
  { apiName }: Of,
  field: FieldDefinition,
  { rights, rests }: Holder,
  { door, compliance }: { door: PersonalDoor; compliance: ComplianceSettings },
): DoorAccess {
  if (!canInModule(rights, apiName, 'view')) return { shown: 'closed', why: 'no_view' };
  if (door === 'export' && !canInModule(rights, apiName, 'export')) return { shown: 'closed', why: 'no_export' };
  const shown = treatmentOf(field, door, compliance, rights);
  if (fieldRightIn(rights.fields, field.id) === 'hidden') return { shown, why: 'hidden' };
  if (!field.marked) return { shown, why: 'plain' };
  if (isRestricted(door, compliance)) return { shown, why: 'restricted' };
  if (canInOrg(rights, 'revealPhi')) return { shown, why: door === 'screen' ? 'may_reveal' : 'leaves' };
  return { shown, why: rests ? 'reveal_rests' : 'may_not_reveal' };
}

function changeAccess({ apiName }: Of, field: FieldDefinition, { rights }: Holder): FieldAccess['change'] {
  if (!canInModule(rights, apiName, 'view')) return { may: false, why: 'no_view' };
  const right = fieldRightIn(rights.fields, field.id);
  if (right === 'hidden') return { may: false, why: 'hidden' };
  if (!canInModule(rights, apiName, 'edit')) return { may: false, why: 'no_edit' };
  if (!isEnterable(field)) return { may: false, why: 'kept' };
  return right === 'read' ? { may: false, why: 'only_read' } : { may: true, why: 'may_edit' };
}
