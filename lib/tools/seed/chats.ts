import { randomUUID } from 'node:crypto';
import { closeConversation } from '@/lib/chat/conversations/close';
import { linkRecord } from '@/lib/chat/conversations/link-record';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { startConversation } from '@/lib/chat/conversations/start';
import { sendMessage } from '@/lib/chat/messages/send';
import { listBrands } from '@/lib/chat/setup/brands';
import { saveDepartment } from '@/lib/chat/setup/departments';
import { saveCannedResponse } from '@/lib/chat/setup/write-canned-response';
import { beginVisit } from '@/lib/chat/visitors/begin-visit';
import { contextOfVisitor } from '@/lib/chat/visitors/context';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { readFixture } from './fixtures';
import consultations from './fixtures/consultations.json' with { type: 'json' };

const CANNED = {
  hours: 'We are open Monday to Thursday from 8 am to 6 pm, and on Friday from 8 am to 4 pm.',
  urgent: 'If this is an emergency, please call 911 or go to the nearest emergency department.',
  refill: 'Please tell me the name of the medicine and your pharmacy, and I will pass your request on.',
};

/** Conversations that were held, of patients of the demo, the first of them missed: so that no list is empty. */
export async function seedChats(admin: Context, operator: Context, patients: readonly Id[]): Promise<void> {
  for (const name of ['Appointments', 'Billing']) await saveDepartment(admin, { name, memberIds: [] });
  for (const [shortName, text] of Object.entries(CANNED)) await saveCannedResponse(admin, { shortName, text });
  const [brand] = await listBrands(admin);
  if (!brand) return;
  const people = readFixture('patients');
  for (const [i, turns] of consultations.entries()) {
    const visit = await beginVisit({ orgId: admin.orgId, brandId: brand.id, token: null }, 'seed');
    const visitor = contextOfVisitor(admin.orgId, visit.visitorId, 'seed');
    const { first_name, last_name } = people[i] ?? {};
    const question = 'Hello, may I ask something?';
    const answers = { name: `${first_name} ${last_name}`, email: `visitor${i + 1}@demo.example`, question };
    const { id: conversationId } = await startConversation(visitor, { brandId: brand.id, ...answers }, null);
    if (i === 0) continue;
    await pickUp(operator, { conversationId });
    const recordId = patients[i];
    if (recordId) await linkRecord(operator, { conversationId, module: 'Contacts', recordId });
    for (const { who, text } of turns) {
      const speaker = who === 'visitor' ? visitor : operator;
      await sendMessage(speaker, { conversationId, clientId: randomUUID(), text });
    }
    await closeConversation(i % 2 ? operator : visitor, { conversationId });
  }
}
