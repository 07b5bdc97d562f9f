/** Visitors of an org's widget, for tests of live chat. */
import { randomUUID } from 'node:crypto';
import { startConversation } from '@/lib/chat/conversations/start';
import { setAvailability } from '@/lib/chat/operators/availability';
import { listBrands } from '@/lib/chat/setup/brands';
import { beginVisit } from '@/lib/chat/visitors/begin-visit';
import { contextOfVisitor } from '@/lib/chat/visitors/context';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import type { TestOrg } from './make-org';

export interface TestVisitor {
  ctx: Context;
  token: string;
  brandId: Id;
}

/** The org's first brand. */
export async function brandOf(org: TestOrg): Promise<Id> {
  const [brand] = await listBrands(org.admin);
  if (!brand) throw new Error('The org has no brand.');
  return brand.id;
}

/** A browser that opened the widget. */
export async function makeVisitor(org: TestOrg): Promise<TestVisitor> {
  const brandId = await brandOf(org);
  const { visitorId, token } = await beginVisit({ orgId: org.orgId, brandId, token: null }, randomUUID());
  return { ctx: contextOfVisitor(org.orgId, visitorId, randomUUID()), token, brandId };
}

export const ANSWERS = {
  name: 'Vera Visitor',
  email: 'vera@visitor.example',
  question: 'May I take both pills at once?',
};

/** The visitor's conversation, started by the pre-chat form. */
export async function startChat(visitor: TestVisitor, given: Partial<typeof ANSWERS> & Record<string, unknown> = {}) {
  const input = { brandId: visitor.brandId, ...ANSWERS, ...given };
  return startConversation(visitor.ctx, input, '203.0.113.7');
}

/** Says that an operator's console is open and its operator there. */
export const makeAvailable = (ctx: Context): Promise<void> => setAvailability(ctx, { available: true });
