import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/make-org';
import { changesSince } from './conversations/changes';
import { closeConversation } from './conversations/close';
import { pickUp } from './conversations/pick-up';
import { sendMessage } from './messages/send';
import { updateChatSettings } from './setup/settings';

test('after closing, the clinic’s own numbers stay readable, those of the visitor do not, whoever wrote them', async () => {
  const org = await makeOrg();
  await updateChatSettings(org.admin, { ownTexts: ['(312) 555-0144', 'www.lakeside.example'] });
  const visitor = await makeVisitor(org);
  const { id: conversationId } = await startChat(visitor, { phone: '+1 312 555 0177', question: 'Hello' });
  await pickUp(org.operator, { conversationId });
  const say = (ctx: typeof org.operator, text: string) =>
    sendMessage(ctx, { conversationId, clientId: randomUUID(), text });
  await say(visitor.ctx, 'Is your phone +1 (312) 555-0144? I may be at (312) 555-0188.');
  await say(org.operator, 'Call us at (312) 555-0199, or see https://www.clinic.example/visit.');
  await say(org.operator, 'So we call you at 312-555-0177 or 312-555-0188, SSN 536-90-4399.');
  await closeConversation(org.operator, { conversationId });
  const { messages } = await changesSince(org.operator, conversationId, 0);
  expect(messages.filter(({ kind }) => kind !== 'event').map(({ text }) => text)).toEqual([
    'Hello',
    'Is your phone +1 (312) 555-0144? I may be at [PHONE].',
    'Call us at (312) 555-0199, or see https://www.clinic.example/visit.',
    'So we call you at [PHONE] or [PHONE], SSN [SSN].',
  ]);
});
