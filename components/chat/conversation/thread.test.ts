import { describe, expect, test } from 'vitest';
import { type Answer, failed, NO_ANSWER } from '@/components/chat/answers';
import type { ConversationChanges, Message } from '@/lib/chat/conversations/changes';
import { makeThread, type ThreadDoors } from './thread';

const text = (seq: number, clientId = `client-${seq}`): Message => ({
  id: `${1000 + seq}`,
  seq,
  clientId,
  kind: 'visitor',
  author: null,
  text: `said ${seq}`,
  event: null,
  hidden: [],
  masked: false,
  file: null,
  at: '2026-01-01T00:00:00.000Z',
});

/** A server that keeps messages, and answers as long as the line is up. */
function line({ pageSize = 200 } = {}) {
  const kept: Message[] = [];
  const server = { up: true, losesAnswers: false, refuses: false, shut: false, closed: false, kept, asked: 0 };
  const changes = async (since: number): Promise<Answer<ConversationChanges>> => {
    server.asked += 1;
    await Promise.resolve();
    if (!server.up) return failed(NO_ANSWER);
    if (server.shut)
      return failed({ kind: 'refused', code: 'forbidden', message: 'Open the conversation first.', fields: {} });
    const missed = kept.filter(({ seq }) => seq > since);
    const messages = missed.slice(0, pageSize);
    const more = missed.length > pageSize;
    const seq = messages.at(-1)?.seq ?? since;
    const status = server.closed ? 'closed' : 'open';
    return { ok: true, value: { seq, more, status, operatorName: null, rating: null, messages } };
  };
  const keep = async ({ clientId }: { clientId: string }): Promise<Answer<unknown>> => {
    if (server.refuses)
      return failed({ kind: 'refused', code: 'forbidden', message: 'The conversation is closed.', fields: {} });
    if (!server.up) return failed(NO_ANSWER);
    if (!kept.some((message) => message.clientId === clientId)) kept.push(text(kept.length + 1, clientId));
    return server.losesAnswers ? failed(NO_ANSWER) : { ok: true, value: {} };
  };
  const upload: ThreadDoors['upload'] = async (file, onPercent, signal) => {
    onPercent(50);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return signal.aborted ? failed(NO_ANSWER) : keep(file);
  };
  return { server, thread: makeThread({ changes, send: keep, upload }) };
}

describe('a thread', () => {
  test('reads all there is, in as many answers as it takes', async () => {
    const { server, thread } = line({ pageSize: 2 });
    server.kept.push(text(1), text(2), text(3), text(4), text(5));
    await thread.ask();
    expect(thread.read()).toMatchObject({ loaded: true, since: 5, status: 'open', problem: null });
    expect(thread.read().messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  test('ends with the same messages once each after the line was down', async () => {
    const { server, thread } = line();
    server.kept.push(text(1));
    await thread.ask();
    server.up = false;
    server.kept.push(text(2), text(3));
    await thread.ask();
    expect(thread.read()).toMatchObject({ since: 1, problem: NO_ANSWER, loaded: true });
    server.up = true;
    await Promise.all([thread.ask(), thread.ask(), thread.ask()]);
    expect(thread.read().messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(thread.read().problem).toBeNull();
  });

  test('shows what was sent once: pending first, then the message of the same id', async () => {
    const { thread } = line();
    const sending = thread.send('hello', false);
    expect(thread.read().pending).toMatchObject([{ text: 'hello', state: 'sending' }]);
    await sending;
    expect(thread.read().pending).toEqual([]);
    expect(thread.read().messages).toHaveLength(1);
  });

  test('keeps what did not arrive, and sends it again under the same id when the line is back', async () => {
    const { server, thread } = line();
    server.losesAnswers = true;
    await thread.send('hello', false);
    const [first] = thread.read().pending;
    expect(first).toMatchObject({ state: 'failed', problem: { kind: 'lost' } });
    server.losesAnswers = false;
    thread.retryLost();
    await expect.poll(() => thread.read().pending).toEqual([]);
    expect(server.kept.map(({ clientId }) => clientId)).toEqual([first?.clientId]);
    expect(thread.read().messages).toHaveLength(1);
  });

  test('does not send again by itself what was refused', async () => {
    const { server, thread } = line();
    server.refuses = true;
    await thread.send('hello', false);
    expect(thread.read().pending).toMatchObject([{ state: 'failed', problem: { kind: 'refused' } }]);
    server.refuses = false;
    thread.retryLost();
    await Promise.resolve();
    expect(server.kept).toEqual([]);
    thread.cancel(thread.read().pending[0]?.clientId ?? '');
    expect(thread.read().pending).toEqual([]);
  });

  test('forgets all that was said as soon as it may not be read any more', async () => {
    const { server, thread } = line();
    server.kept.push(text(1), text(2));
    await thread.ask();
    server.shut = true;
    await thread.ask();
    expect(thread.read()).toMatchObject({ messages: [], since: 0, loaded: false, problem: { kind: 'refused' } });
    server.shut = false;
    await thread.ask();
    expect(thread.read().messages).toHaveLength(2);
  });

  test('reads hidden parts anew when the conversation ends: what was clear is a token from then on', async () => {
    const { server, thread } = line();
    const hidden = [{ start: 3, end: 14, kind: 'ssn' }];
    server.kept.push({ ...text(1), text: 'my 123-45-6789', hidden });
    await thread.ask();
    server.kept[0] = { ...text(1), text: 'my [SSN]', hidden };
    server.closed = true;
    await thread.ask();
    expect(thread.read()).toMatchObject({ status: 'closed', messages: [{ text: 'my [SSN]' }] });
  });

  test('forgets a file that is cancelled on its way', async () => {
    const { server, thread } = line();
    const attaching = thread.attach(new File(['x'], 'scan.pdf'));
    await expect.poll(() => thread.read().pending[0]?.percent).toBe(50);
    thread.cancel(thread.read().pending[0]?.clientId ?? '');
    await attaching;
    expect(thread.read().pending).toEqual([]);
    expect(server.kept).toEqual([]);
  });
});
