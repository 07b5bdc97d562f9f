/**
 * Which readers have the last name of the record they read. Guarantees: the names are compared inside, sealed ones opened for
 * that and nothing else, and only which pairs are equal comes out; where the field is marked as health data or is encrypted,
 * nothing is compared unless the org's setting asks for it (docs/decisions/2026-11-30-review-desk.md).
 */
import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { confirmEquals } from '@/lib/protection/disclose/door';
import type { SealedRow } from '@/lib/protection/disclose/row';
import { add } from './people-of-acts';
import { type Act, pairOf } from './rules/rule';

/** Of standard modules that hold people. */
const SURNAME = 'Last_Name';

/**
 * @param names by person: every name that counts as theirs
 * @param evenProtected also where the last name is marked or encrypted
 */
export async function sameSurname(
  tx: Tx,
  reads: readonly Act[],
  names: ReadonlyMap<Id, ReadonlySet<string>>,
  evenProtected: boolean,
): Promise<Set<string>> {
  const { modules } = await metadataOf(tx);
  const equal = new Set<string>();
  for (const module of modules) {
    const field = findField(module, SURNAME);
    if (!field || ((field.marked || field.sealed) && !evenProtected)) continue;
    const here = reads.filter((act) => act.module === module.apiName);
    const rows = await readRows(tx, module, here);
    for (const [personId, recordIds] of byPerson(here)) {
      const read = rows.filter(({ id }) => recordIds.has(id));
      for (const surname of surnamesOf(names.get(personId))) {
        const normalised = fieldType(field.type).normalise(surname);
        if (normalised === '') continue;
        for (const id of await confirmEquals(tx, { module, field, normalised }, read)) equal.add(pairOf(personId, id));
      }
    }
  }
  return equal;
}

function byPerson(reads: readonly Act[]): Map<Id, Set<Id>> {
  const people = new Map<Id, Set<Id>>();
  for (const { personId, recordId } of reads) if (recordId) add(people, personId, recordId);
  return people;
}

const surnamesOf = (names: ReadonlySet<string> = new Set()): Set<string> =>
  new Set([...names].map(surnameOf).filter((surname) => surname !== ''));

/** The last word of a name of several: "Olga van der Berg" is a Berg; of "Bell, Anna" it is what stands before the comma. */
export function surnameOf(name: string): string {
  const [before = '', after] = name.split(',');
  if (after !== undefined && after.trim() !== '') return before.trim();
  const words = before.trim().split(/\s+/);
  return words.length > 1 ? (words.at(-1) ?? '') : '';
}

async function readRows(tx: Tx, module: ModuleDefinition, reads: readonly Act[]): Promise<SealedRow[]> {
  const ids = [...new Set(reads.flatMap(({ recordId }) => (recordId ? [recordId] : [])))];
  if (ids.length === 0) return [];
  return tx.sql<SealedRow[]>`
    select id, "values", sealed, seal_version from records
    where org_id = ${tx.orgId} and module_id = ${module.id} and id = any(${ids}::bigint[])`;
}
