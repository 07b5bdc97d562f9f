/** A browser at the visitor's door, over HTTP. */
import { randomUUID } from 'node:crypto';
import type { Id } from '@/lib/platform/ids';
import type { Answer, ChatServer } from './chat-servers';

export interface BenchVisitor {
  conversationId: Id;
  headers: Record<string, string>;
}

let addresses = 0;

/** Begins a visit and a conversation by the pre-chat form. */
export async function beginChat(server: ChatServer, brand: string, question: string): Promise<BenchVisitor> {
  addresses += 1;
  const own = { 'x-forwarded-for': `198.18.${addresses >> 8}.${addresses & 255}` };
  const visit = await server.post('/widget/api/visits', { brand }, own);
  const headers = { ...own, authorization: `Bearer ${visit.body.token}` };
  const form = { brand, clientId: randomUUID(), name: 'Vera Visitor', email: 'vera@visitor.example', question };
  const started = await server.post('/widget/api/conversations', form, headers);
  return { conversationId: started.body.conversationId, headers };
}

export const say = (server: ChatServer, { conversationId, headers }: BenchVisitor, text: string): Promise<Answer> =>
  server.post(`/widget/api/conversations/${conversationId}/messages`, { clientId: randomUUID(), text }, headers);

/** Everything said, as the widget would ask for it. */
export async function saidSoFar(server: ChatServer, { conversationId, headers }: BenchVisitor) {
  const messages: { seq: number; text: string; event: string | null }[] = [];
  for (let since = 0, more = true; more; ) {
    const { body } = await server.get(`/widget/api/conversations/${conversationId}/changes?since=${since}`, headers);
    messages.push(...body.messages);
    ({ more, seq: since } = body);
  }
  return messages.filter(({ event }) => !event);
}
