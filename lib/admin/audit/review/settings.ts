import { assertOrgRight } from '@/lib/people/auth/permissions';
import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { readSetting, writeSetting } from '@/lib/protection/integrity/setting';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { reviewSettingsOf } from './settings-of';
import { type ReviewSettings, reviewSettingsSchema } from './settings-schema';

const KEY = 'review';

/** What the rules go by. @throws forbidden */
export async function getReviewSettings(ctx: Context): Promise<ReviewSettings> {
  assertOrgRight(ctx, 'manageCompliance');
  return inOrg(ctx.orgId, async (tx) => reviewSettingsOf(await readSetting(tx, KEY)));
}

/**
 * Changes it, for entries that come from now on. Reviewers are told: whoever switches a rule off may be whom it would name.
 * @throws forbidden; invalid with the fields
 */
export async function updateReviewSettings(ctx: Context, input: ReviewSettings): Promise<void> {
  const settings = readInput(reviewSettingsSchema, input);
  const action = 'settings.update';
  await mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = reviewSettingsOf(await readSetting(tx, KEY));
    const names = Object.keys(settings) as (keyof ReviewSettings)[];
    const fields = names.filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(before[name]));
    if (fields.length === 0) return unchanged();
    await writeSetting(tx, KEY, settings, ctx.actor.id);
    const reviewers = { right: 'readWholeLedger', except: ctx.actor.id } as const;
    await notify(tx, reviewers, { kind: 'review.changed', facts: { by: ctx.actor.name } });
    const [old, now] = [before, settings].map((all) => Object.fromEntries(fields.map((name) => [name, all[name]])));
    const facts = { setting: KEY, old: old ?? {}, new: now ?? {} };
    return { value: undefined, entries: [{ action, fields, facts }] };
  });
}
