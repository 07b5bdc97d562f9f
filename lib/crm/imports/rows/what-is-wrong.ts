/** What is wrong with a row of a file, by field: for people in words, for programs as codes. Pure. */

import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { wrongOrder } from '@/lib/crm/records/in-order';
import { missingRequired, requiredError, type ValueChanges } from '@/lib/crm/records/read-input';
import type { FieldErrors } from '@/lib/platform/errors';
import { DAMAGED as DAMAGED_VALUES } from '@/lib/protection/integrity/errors';
import type { RowProblem } from '../schemas';
import type { BatchPlan, Claimant, RefusalCode, Wrong } from './batch';
import { OWNER, RECORD_ID } from './duplicates';
import { changesSealed } from './find-damaged';
import type { Claim, Holder } from './find-duplicates';
import type { ReadRow } from './read-batch';

const coded = (code: RefusalCode, errors: FieldErrors): Wrong =>
  Object.fromEntries(Object.entries(errors).map(([name, problem]) => [name, { code, problem }]));

const TAKEN = 'Another record has this value already.';
const SEVERAL = 'Several records are the same in this. Merge them first, or find records by their id.';
const DAMAGED = {
  surely: `The record is damaged. ${DAMAGED_VALUES} Compliance officers were told.`,
  perhaps: `A record that may be this one is damaged. ${DAMAGED_VALUES} Compliance officers were told.`,
};
const FIXED = 'You may see the record that has this value but not change it.';
const IN_FILE = 'An earlier row of the file has this value already.';

/** Where a row stands among records and other rows. */
export interface Place {
  /** By what its record is looked for. */
  key: string | null;
  holder: Holder | undefined;
  /** Its record is there, or an earlier row makes it. */
  isThere: boolean;
  known: ReadonlyMap<string, Holder>;
  /** Keys and unique tokens of the rows before it → the last of those rows. */
  claimed: ReadonlyMap<string, Claimant>;
  /** The last row before it that makes or changes its record. */
  earlier: Claimant | undefined;
}

/** Empty when the row can be taken. */
export function wrongWith(plan: BatchPlan, module: ModuleDefinition, row: ReadRow, place: Place): Wrong {
  const { key, holder, isThere } = place;
  const { by: found, action } = plan.duplicates;
  const by = found ?? '';
  const isLost = !isThere && key !== null && (plan.onlyExisting || key === row.id);
  const isFixed = isThere && action === 'overwrite' && holder && !holder.changeable;
  return {
    ...coded('MANDATORY_NOT_FOUND', {
      ...(!isThere && !plan.onlyExisting ? missingRequired(module, row.changes) : emptied(module, row.changes)),
      ...(plan.onlyExisting && key === null && { [by]: 'The record to change is not named.' }),
    }),
    ...coded('INVALID_DATA', isThere ? withoutOwner(row.errors) : row.errors),
    ...coded('INVALID_DATA', wrongOrder(module, row.changes, isThere ? holder?.values : {})),
    ...coded('DUPLICATE_DATA', clashes(plan, row.claims, place)),
    ...coded('DUPLICATE_DATA', holder?.several ? { [by]: SEVERAL } : {}),
    ...coded('INVALID_DATA', isLost ? { [by]: 'There is no such record.' } : {}),
    ...coded('NO_PERMISSION', isFixed ? { [by]: FIXED } : {}),
    ...coded(
      'INTEGRITY',
      holder?.damaged && changesSealed(module, row.changes) ? { [by]: DAMAGED[holder.damaged] } : {},
    ),
  };
}

/** A record that is there keeps its owner. */
const withoutOwner = ({ [OWNER]: _, ...errors }: FieldErrors): FieldErrors => errors;

/** The unique values that somebody else has: another record, or a row before this one. */
function clashes({ seen }: BatchPlan, claims: readonly Claim[], place: Place) {
  const { key, holder: own, isThere, known, claimed, earlier } = place;
  const errors: FieldErrors = {};
  for (const { token, field } of claims) {
    if (isThere && token === key) continue;
    const holder = known.get(token);
    if (holder && (!isThere || holder.id !== own?.id)) errors[field.apiName] = TAKEN;
    const claimant = holder ? undefined : (claimed.get(token) ?? seen?.get(token));
    if (claimant && claimant.first !== earlier?.first) errors[field.apiName] = IN_FILE;
  }
  return errors;
}

/** A record that is there keeps what it must have. */
const emptied = (module: ModuleDefinition, changes: ValueChanges): FieldErrors =>
  Object.fromEntries(
    module.fields
      .filter(({ required, apiName }) => required && apiName in changes && changes[apiName] === undefined)
      .map((field) => [field.apiName, requiredError(field)]),
  );

export const inWords = (module: ModuleDefinition, wrong: Wrong): Omit<RowProblem, 'row'>[] =>
  Object.entries(wrong).map(([name, { problem }]) => ({
    field: labelOf(module, name),
    problem,
  }));

export const labelOf = (module: ModuleDefinition, name: string): string =>
  name === RECORD_ID ? 'Record ID' : (findField(module, name)?.label ?? name);
