import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Answer, failed, NO_ANSWER } from '@/components/chat/answers';
import { changesSince } from '@/lib/chat/conversations/changes';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { sendMessage } from '@/lib/chat/messages/send';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { makeOrg } from '@/lib/tools/testing/factories';
import { makeThread } from './thread';

/** Every other request goes wrong: in turn it never arrives, or it is done and its answer is lost. */
function badLine() {
  const line = { isBad: true, requests: 0 };
  const over = async <Value>(request: () => Promise<Value>): Promise<Answer<Value>> => {
    line.requests += 1;
    const turn = line.isBad ? line.requests % 4 : 0;
    if (turn === 1) return failed(NO_ANSWER);
    const value = await request();
    return turn === 3 ? failed(NO_ANSWER) : { ok: true, value };
  };
  return { line, over };
}

test('on a line that loses every other request the console ends with what the server has, once each and in order', async () => {
  const org = await makeOrg();
  const visitor = await makeVisitor(org);
  const { id: conversationId } = await startChat(visitor);
  await pickUp(org.operator, { conversationId });
  const { line, over } = badLine();
  const thread = makeThread({
    changes: (since) => over(() => changesSince(org.operator, conversationId, since)),
    send: ({ clientId, text, note }) =>
      over(() => sendMessage(org.operator, { conversationId, clientId, text }, { note })),
    upload: async () => failed(NO_ANSWER),
  });

  await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      await sendMessage(visitor.ctx, { conversationId, clientId: randomUUID(), text: `asked ${i}` });
      await Promise.all([thread.send(`answered ${i}`, false), thread.ask()]);
    }),
  );
  line.isBad = false;
  thread.retryLost();
  await thread.ask();
  await expect.poll(() => thread.read().pending).toEqual([]);

  const { messages } = await changesSince(org.operator, conversationId, 0);
  const { messages: shown, problem } = thread.read();
  expect(problem).toBeNull();
  expect(shown).toEqual(messages);
  expect(shown.map(({ text }) => text).filter((text) => text.startsWith('answered'))).toHaveLength(12);
  expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
});
