import { assertOrgRight } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { inOrg, type Tx } from '@/lib/db/transaction';
import { mutate } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
import { type ChatSettings, chatSettingsOf, chatSettingsSchema } from './settings-schema';

const KEY = 'chat';

/** The org's settings of live chat. */
export async function chatSettings(tx: Tx): Promise<ChatSettings> {
  const [row] = await tx.sql<{ value: unknown }[]>`
    select value from settings where org_id = ${tx.orgId} and key = ${KEY}`;
  return chatSettingsOf(row?.value);
}

/** @throws forbidden */
export async function getChatSettings(ctx: Context): Promise<ChatSettings> {
  assertOrgRight(ctx, 'manageChat');
  return inOrg(ctx.orgId, chatSettings);
}

/** Changes them; in force for the next message. @throws forbidden; invalid with the fields. */
export async function updateChatSettings(ctx: Context, input: ChatSettings): Promise<void> {
  const settings = readInput(chatSettingsSchema, input);
  const action = 'chat_setup.update';
  await mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = await chatSettings(tx);
    const names = Object.keys(settings) as (keyof ChatSettings)[];
    const fields = names.filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(before[name]));
    if (fields.length === 0) return { value: undefined, entries: [] };
    await tx.sql`
      insert into settings (org_id, key, value, updated_by)
      values (${tx.orgId}, ${KEY}, ${JSON.stringify(settings)}::jsonb, ${ctx.actor.id})
      on conflict (org_id, key) do update set value = excluded.value, updated_by = excluded.updated_by, updated_at = now()`;
    const pick = (from: ChatSettings) => Object.fromEntries(fields.map((name) => [name, from[name]]));
    const facts = { setting: KEY, old: pick(before), new: pick(settings) };
    return { value: undefined, entries: [{ action, fields, facts }] };
  });
}
