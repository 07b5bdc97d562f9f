/**
 * Switching a connection for single sign-on on and off. Guarantees: on, it lets people in as they are here, so whoever sets it up
 * cannot switch it on alone where a second administrator or an officer exists (the setting `second_person`), and what they
 * confirm is the connection as it was asked for. Off is at once.
 */
import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { needsSecondPerson } from '@/lib/people/approvals/needs-second-person';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { connectionIdSchema } from './config';
import { lockConnection, lockIfThere, writeState } from './connection';
import { assertNotLastWay } from './only';
import { tellOfficers } from './tell';

const CHANGED = 'This connection was changed outside Careledger. Save it again first, with its secret.';

/** Lets people in by it. @returns whether it waits for a second person. @throws forbidden; not_found; conflict */
export async function switchOn(ctx: Context, input: { id: Id }, at: Date = clock.now()): Promise<{ waits: boolean }> {
  const { id } = readInput(connectionIdSchema, input);
  const action = 'sso.start';
  return mutate<{ waits: boolean }>(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx);
    const found = await lockConnection(tx, id);
    if (found.state === 'changed') throw conflict(CHANGED);
    if (found.state !== 'off') return unchanged({ waits: found.state === 'waits' });
    const { name, revision, config } = found;
    const waits = await needsSecondPerson(tx, ctx, id, at);
    await writeState(tx, id, waits === false ? 'on' : 'waits');
    const facts = { name, revision, domains: config.domains.join(', ') };
    if (waits === false) {
      await tellOfficers(tx, ctx, `let people of ${facts.domains} in by single sign-on: ${name}`);
      return { value: { waits: false }, entries: [{ action, subjectId: id, facts: { name } }] };
    }
    const asked = { kind: 'sso.use', subjectId: id, facts, who: SECOND_PERSONS, ...waits } as const;
    const { entry } = await askApproval(tx, ctx, asked, at);
    return { value: { waits: true }, entries: [entry] };
  });
}

/** Lets nobody in by it any more. Who is in stays. @throws forbidden; not_found; conflict where people get in by it alone */
export async function switchOff(ctx: Context, input: { id: Id }): Promise<void> {
  const { id } = readInput(connectionIdSchema, input);
  const action = 'sso.stop';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const { name, state } = await lockConnection(tx, id);
    if (state === 'off') return unchanged();
    if (state === 'changed') throw conflict(CHANGED);
    if (state === 'on') await assertNotLastWay(tx, id);
    await writeState(tx, id, 'off');
    await tellOfficers(tx, ctx, `let nobody in by single sign-on any more: ${name}`);
    return { value: undefined, entries: [{ action, subjectId: id, facts: { name } }] };
  });
}

/** A second person confirmed just this connection; of one that was changed, switched off or deleted since nothing comes. */
export const ssoApproval: ApprovalHandler = {
  async takeEffect(tx, _ctx, { subjectId, facts }) {
    const found = await lockIfThere(tx, subjectId);
    if (found?.state !== 'waits' || found.revision !== facts.revision) return [];
    await writeState(tx, subjectId, 'on');
    return [{ action: 'sso.start', subjectId, facts: { name: found.name } }];
  },
  async stopped(tx, _ctx, { subjectId, facts }) {
    const found = await lockIfThere(tx, subjectId);
    if (found?.state === 'waits' && found.revision === facts.revision) await writeState(tx, subjectId, 'off');
    return [];
  },
};
