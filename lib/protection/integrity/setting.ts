/**
 * The org's settings, each with its keyed check. Guarantees: a setting that was written otherwise than by Careledger, or
 * taken away, does not count, and that is an event; what holds in its place is its reader's to say, and never less strict.
 * Against: whoever writes to the database without the keys.
 */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { isCheckOf, type KeptState, keepState, keepStates, noteForeignRow } from './kept-state';

/** The settings that are bound. Others open nothing, and whoever writes to the database may change them. */
const BOUND = [
  'session_policy',
  'second_person',
  'second_factor',
  'only_sso',
  'dormant_accounts',
  'chat',
  'review',
  'ledger_retention',
] as const;
export type BoundSetting = (typeof BOUND)[number];

/** `not_kept`: not what Careledger wrote. */
export type StoredSetting = { state: 'none' } | { state: 'kept'; value: unknown } | { state: 'not_kept' };

/** A setting's row and check as they were read; null where there is none. */
export interface SettingRow {
  value: unknown;
  mac: Buffer | null;
}

const keptOf = (orgId: Id, key: BoundSetting, value: unknown): KeptState => ({
  subject: `setting.${key}`,
  id: orgId,
  state: value,
});

/** What a row that was read with its check says. */
export function storedSetting(keys: OrgKeys, key: BoundSetting, { value, mac }: SettingRow): StoredSetting {
  if (value === null && mac === null) return { state: 'none' };
  const isKept = value !== null && isCheckOf(keys, keptOf(keys.orgId, key, value), mac);
  return isKept ? { state: 'kept', value } : { state: 'not_kept' };
}

/** Reads a setting. One that is not kept is an event. */
export async function readSetting(tx: Tx, key: BoundSetting): Promise<StoredSetting> {
  const [row] = await tx.sql<[SettingRow]>`
    select
      (select value from settings where org_id = ${tx.orgId} and key = ${key}) as value,
      (select mac from state_macs
        where org_id = ${tx.orgId} and subject = ${`setting.${key}`} and subject_id = ${tx.orgId}) as mac`;
  const stored = storedSetting(await keysOf(tx), key, row);
  if (stored.state === 'not_kept') noteForeignSetting(tx);
  return stored;
}

export const noteForeignSetting = (tx: Tx): void => noteForeignRow(tx, 'setting', tx.orgId);

/** Whether all settings that are bound are as Careledger wrote them. */
export async function areSettingsKept(tx: Tx): Promise<boolean> {
  const rows = await tx.sql<(SettingRow & { key: BoundSetting })[]>`
    select b.key, s.value, m.mac from unnest(${BOUND}::text[]) as b (key)
    left join settings s on s.org_id = ${tx.orgId} and s.key = b.key
    left join state_macs m on m.org_id = ${tx.orgId} and m.subject = 'setting.' || b.key and m.subject_id = ${tx.orgId}`;
  const keys = await keysOf(tx);
  return rows.every(({ key, ...row }) => storedSetting(keys, key, row).state !== 'not_kept');
}

/** Writes a setting and its check, in the transaction of its event. @param updatedBy the user */
export async function writeSetting(tx: Tx, key: BoundSetting, value: unknown, updatedBy: Id): Promise<void> {
  await Promise.all([
    tx.sql`
      insert into settings (org_id, key, value, updated_by)
      values (${tx.orgId}, ${key}, ${JSON.stringify(value)}::jsonb, ${updatedBy})
      on conflict (org_id, key) do update
        set value = excluded.value, updated_by = excluded.updated_by, updated_at = now()`,
    keepState(tx, keptOf(tx.orgId, key, value)),
  ]);
}

/** Keeps the checks of all settings that are bound as they are. */
export async function keepSettings(tx: Tx): Promise<void> {
  const rows = await tx.sql<{ key: BoundSetting; value: unknown }[]>`
    select key, value from settings where org_id = ${tx.orgId} and key = any(${BOUND}::text[])`;
  await keepStates(
    tx,
    rows.map(({ key, value }) => keptOf(tx.orgId, key, value)),
  );
}
