import type { z } from 'zod';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { readSetting, writeSetting } from '@/lib/protection/integrity/setting';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { type ChatSettings, chatSettingsOf, chatSettingsSchema, dropUndefined } from './settings-schema';

const KEY = 'chat';
const changeSchema = chatSettingsSchema.partial();

/** The org's settings of live chat. */
export async function chatSettings(tx: Tx): Promise<ChatSettings> {
  return chatSettingsOf(await readSetting(tx, KEY));
}

/** @throws forbidden */
export async function getChatSettings(ctx: Context): Promise<ChatSettings> {
  assertOrgRight(ctx, 'manageChat');
  return inOrg(ctx.orgId, chatSettings);
}

/**
 * Changes those that are given; in force for the next message. Search by words switched off forgets its index: the words
 * of what was said are to be found no more.
 * @param assertMay refuses by what was settled before, in the transaction that changes it.
 * @throws forbidden; invalid with the fields.
 */
export async function updateChatSettings(
  ctx: Context,
  input: z.input<typeof changeSchema>,
  assertMay?: (tx: Tx, before: ChatSettings) => Promise<void>,
): Promise<void> {
  const given = readInput(changeSchema, input);
  const action = 'chat_setup.update';
  await mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = await chatSettings(tx);
    await assertMay?.(tx, before);
    const settings: ChatSettings = { ...before, ...dropUndefined(given) };
    const names = Object.keys(settings) as (keyof ChatSettings)[];
    const fields = names.filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(before[name]));
    if (fields.length === 0) return unchanged();
    await writeSetting(tx, KEY, settings, ctx.actor.id);
    if (before.wordSearch && !settings.wordSearch) {
      await tx.sql`delete from chat_tokens where org_id = ${tx.orgId} and field = 'word'`;
    }
    const pick = (from: ChatSettings) => Object.fromEntries(fields.map((name) => [name, from[name]]));
    const facts = { setting: KEY, old: pick(before), new: pick(settings) };
    return { value: undefined, entries: [{ action, fields, facts }] };
  });
}
