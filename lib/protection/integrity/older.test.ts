/** Whoever holds the app's own database role, and no key: older envelopes, moved rows, what was deleted for good. */
import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { changesSince } from '@/lib/chat/conversations/changes';
import { findConversation } from '@/lib/chat/conversations/find';
import { openConversation } from '@/lib/chat/conversations/open';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { searchConversations } from '@/lib/chat/conversations/search';
import { updateVisitor } from '@/lib/chat/conversations/update-visitor';
import { upgradeConversations } from '@/lib/chat/conversations/upgrade';
import { hideSpan } from '@/lib/chat/messages/hide';
import { sendMessage } from '@/lib/chat/messages/send';
import { listNotes } from '@/lib/crm/notes/queries';
import { createNote, deleteNote, updateNote } from '@/lib/crm/notes/write';
import { updateRecord } from '@/lib/crm/records/update';
import { systemContext } from '@/lib/platform/context';
import { sealBytes } from '@/lib/platform/crypto/envelope';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { asAppRole } from '@/lib/tools/testing/attacker';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';

let org: TestOrg;
beforeEach(async () => {
  org = await makeHealthOrg();
});
const asAttacker = (act: (tx: Tx) => PromiseLike<unknown>) => asAppRole(org.orgId, act);
const failures = () => eventsOf(org.orgId, 'integrity.failed');

/** The row as it is now, to be put back later with its number. */
const envelopeOf = async (table: string, id: Id) => {
  const [row] = await ownerSql().unsafe(`select sealed, seal_version from ${table} where id = ${id}`);
  return row as unknown as { sealed: Buffer; seal_version: number };
};

/** Neither the envelope alone comes back nor with its number; with a higher one it is put in, and does not open. */
async function putBack(table: string, id: Id, old: { sealed: Buffer; seal_version: number }): Promise<void> {
  const { sealed, seal_version } = old;
  const update = (tx: Tx) => tx.sql`update ${tx.sql(table)} set sealed = ${sealed} where id = ${id}`;
  await expect(asAttacker(update)).rejects.toThrow('CL006');
  const both = (tx: Tx) =>
    tx.sql`update ${tx.sql(table)} set sealed = ${sealed}, seal_version = ${seal_version} where id = ${id}`;
  await expect(asAttacker(both)).rejects.toThrow('CL006');
  await asAttacker(
    (tx) => tx.sql`
    update ${tx.sql(table)} set sealed = ${sealed}, seal_version = seal_version + 1 where id = ${id}`,
  );
}

describe('an older envelope does not come back in its place', () => {
  test('of a note', async () => {
    const ref = { module: 'Contacts', recordId: await addContact(org, {}) };
    const { id: noteId } = await createNote(org.operator, { ...ref, title: '', body: 'zqfirst' });
    const old = await envelopeOf('notes', noteId);
    await updateNote(org.operator, { ...ref, noteId, title: '', body: 'zqsecond' });
    expect(JSON.stringify(await listNotes(org.operator, ref))).toContain('zqsecond');
    await putBack('notes', noteId, old);
    expect(JSON.stringify(await listNotes(org.operator, ref))).not.toMatch(/zqfirst|zqsecond/);
    expect(await failures()).not.toHaveLength(0);
  });

  test('of a record', async () => {
    const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    const id = await addContact(org, { Phone: '555-010-0001' });
    const old = await envelopeOf('records', id);
    await updateRecord(org.operator, { module: 'Contacts', id, values: { Phone: '555-010-0002' } });
    await putBack('records', id, old);
  });

  describe('in a conversation', () => {
    let conversationId: Id;
    beforeEach(async () => {
      ({ id: conversationId } = await startChat(await makeVisitor(org), { question: 'zqword is here' }));
      await pickUp(org.operator, { conversationId });
    });
    const read = () => changesSince(org.operator, conversationId, 0);

    test('of a message', async () => {
      const { messages } = await read();
      const messageId = messages.find(({ kind }) => kind === 'visitor')?.id ?? '';
      const old = await envelopeOf('chat_messages', messageId);
      const part = { start: 0, end: 6, masked: false, kind: '' };
      await hideSpan(org.operator, { conversationId, messageId, ...part });
      await putBack('chat_messages', messageId, old);
      expect(JSON.stringify(await read())).not.toContain('is here');
      expect(await failures()).not.toHaveLength(0);
    });

    test('of the visitor’s details, nor are they taken away', async () => {
      const old = await envelopeOf('chat_conversations', conversationId);
      await updateVisitor(org.operator, { conversationId, name: 'Somebody Else' });
      await putBack('chat_conversations', conversationId, old);
      await expect(updateVisitor(org.operator, { conversationId, name: 'Another' })).rejects.toMatchObject({
        reason: 'INTEGRITY',
      });
      await asAttacker((tx) => tx.sql`update chat_conversations set sealed = null, seal_version = seal_version + 1`);
      await expect(updateVisitor(org.operator, { conversationId, name: 'Another' })).rejects.toMatchObject({
        reason: 'INTEGRITY',
      });
    });
  });
});

describe('a conversation', () => {
  test('does not open for another visitor to whom SQL gave it', async () => {
    const { id } = await startChat(await makeVisitor(org));
    const other = await makeVisitor(org);
    await expect(changesSince(other.ctx, id, 0)).rejects.toMatchObject({ code: 'not_found' });
    await asAttacker((tx) => tx.sql`update chat_conversations set visitor_id = ${other.ctx.actor.id} where id = ${id}`);
    await expect(changesSince(other.ctx, id, 0)).rejects.toThrow();
  });

  test('is not another operator’s to whom SQL gave it: nothing hidden is seen, nothing found, nothing answered', async () => {
    const { id } = await startChat(await makeVisitor(org), {
      question: 'My SSN is 536-90-4301.',
      email: 'zq@visitor.example',
    });
    await asAttacker(
      (tx) => tx.sql`
      update chat_conversations set status = 'open', operator_id = ${org.operator.actor.id} where id = ${id}`,
    );
    expect(await searchConversations(org.operator, { field: 'email', value: 'zq@visitor.example' })).toEqual({
      ids: [],
    });
    await openConversation(org.operator, { conversationId: id });
    const { messages } = await changesSince(org.operator, id, 0);
    expect(JSON.stringify(messages)).toContain('My SSN is [');
    expect(JSON.stringify(messages)).not.toContain('536-90-4301');
    const answer = { conversationId: id, clientId: randomUUID(), text: 'Hello' };
    await expect(sendMessage(org.operator, answer)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('of before has its key bound to its visitor once, and not back', async () => {
    const { id } = await startChat(await makeVisitor(org));
    const old = { purpose: 'conversation-key', scope: '', parts: [id] } as const;
    const wrapped = sealBytes(randomBytes(32), await keysOfOrg(org.orgId), old).toBytes();
    await ownerSql()`delete from chat_messages where conversation_id = ${id}`;
    await ownerSql()`
      update chat_conversations set wrapped_key = ${wrapped}, key_form = 1, sealed = null, seal_version = 0 where id = ${id}`;
    const find = () => inOrg(org.orgId, (tx) => findConversation(tx, id));
    expect((await find()).keyForm).toBe(1);
    await upgradeConversations(systemContext(org.orgId, 'live-chat'));
    expect((await find()).keyForm).toBe(2);
    const back = (tx: Tx) =>
      tx.sql`update chat_conversations set wrapped_key = ${wrapped}, key_form = 1 where id = ${id}`;
    await expect(asAttacker(back)).rejects.toThrow('CL006');
    await asAttacker((tx) => tx.sql`update chat_conversations set wrapped_key = ${wrapped} where id = ${id}`);
    await expect(find()).rejects.toThrow();
  });
});

test('what was deleted for good does not come back under its id', async () => {
  const ref = { module: 'Contacts', recordId: await addContact(org, {}) };
  const { id: noteId } = await createNote(org.operator, { ...ref, title: '', body: 'zqfirst' });
  const [row] = await ownerSql()`select * from notes where id = ${noteId}`;
  await deleteNote(org.operator, { ...ref, noteId });
  const again = (tx: Tx) => tx.sql`
    insert into notes (org_id, id, record_id, sealed, seal_version, created_at, created_by, modified_at)
    values (${org.orgId}, ${noteId}, ${ref.recordId}, ${row?.sealed}, 1, now(), ${org.operator.actor.id}, now())`;
  await expect(asAttacker(again)).rejects.toThrow('CL006');
  await expect(asAttacker((tx) => tx.sql`delete from gone`)).rejects.toThrow('42501');
});
