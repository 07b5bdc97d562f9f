import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Composer } from '@/components/chat/conversation/composer';
import { ConversationHeader } from '@/components/chat/conversation/conversation-header';
import { makeThread } from '@/components/chat/conversation/thread';
import { TransferBanner } from '@/components/chat/conversation/transfer-banner';
import { OfferList } from '@/components/chat/queue/offer-list';
import { QueueItem } from '@/components/chat/queue/queue-item';
import { VisitorPane } from '@/components/chat/visitor/visitor-pane';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { queueRow } from '@/lib/tools/testing/queue-row';
import { type Chat, ChatProvider } from './chat-context';

const olga = { id: '5', name: 'Olga' };
const omar = { id: '6', name: 'Omar' };

const view: ConversationView = {
  id: '7123456784821',
  visitId: '71',
  status: 'open',
  brand: 'Clinic',
  department: 'Billing',
  operator: olga,
  participants: [omar],
  transfer: null,
  details: { name: 'Vera Visitor', email: 'vera@visitor.example', custom: { plan: 'Gold' } },
  isDetailHidden: false,
  visitorLeftAt: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  closedAt: null,
  rating: null,
  past: [],
  record: null,
  can: { answer: true, pickUp: false, transfer: true, close: true, delete: false },
};
const nothing = { answer: false, pickUp: false, transfer: false, close: false, delete: false };

const row = queueRow({
  status: 'waiting',
  brand: 'Clinic',
  department: 'Billing',
  operator: null,
  lastMessageAt: view.startedAt,
  unread: null,
});

/** Nothing is asked of the server while a part is drawn. */
const thread = makeThread({} as Parameters<typeof makeThread>[0]);
const chat: Chat = {
  me: olga.id,
  mayDelete: false,
  line: 'live',
  lists: {
    queue: 'mine',
    rows: [],
    mine: [],
    counts: null,
    problem: null,
    hasMore: false,
    loadMore: async () => {},
    reload: () => {},
  },
  threadOf: () => thread,
  listen: () => () => {},
};

const html = (part: ReactNode, me = olga.id) =>
  renderToStaticMarkup(
    <AppRouterContext value={{} as AppRouterInstance}>
      <ChatProvider chat={{ ...chat, me }}>{part}</ChatProvider>
    </AppRouterContext>,
  );
const still = () => {};

describe('a row of a list', () => {
  test('names nobody, offers to pick up, and is not loaded ahead', () => {
    const shown = html(<QueueItem row={row} queue="waiting" isOpen={false} />);
    expect(shown).toContain('Visitor 4821');
    expect(shown).toContain('Pick up');
    expect(shown).toContain(`href="/chat/${row.id}?queue=waiting"`);
  });

  test('says who has it and what is unread', () => {
    const open = { ...row, status: 'open', operator: olga, unread: 3 } as const;
    const shown = html(<QueueItem row={open} queue="mine" isOpen />);
    expect(shown).toContain('Billing · Olga');
    expect(shown).toContain('Needs answer');
    expect(shown).toContain('3 unread');
    expect(shown).not.toContain('Pick up');
  });

  test('that is offered is accepted or rejected', () => {
    const shown = html(<OfferList offered={[{ ...row, operator: omar, transferId: '9' }]} />);
    expect(shown).toContain('is offered to you by Omar');
    expect(shown).toMatch(/>Accept<.*>Reject</);
  });
});

describe('a conversation', () => {
  test('is answered by its operator', () => {
    const shown = html(<Composer view={view} thread={thread} onChanged={still} />);
    expect(shown).toContain('aria-label="Message"');
    expect(shown).toContain('Attach a file');
    expect(shown).toMatch(/<\/svg>Send</);
  });

  test('takes only notes of others, and of everybody once it is closed', () => {
    for (const status of ['open', 'closed'] as const) {
      const shown = html(<Composer view={{ ...view, status, can: nothing }} thread={thread} onChanged={still} />);
      expect(shown).toContain('aria-label="Note"');
      expect(shown).toContain('Add note');
      expect(shown).not.toContain('Attach a file');
    }
  });

  test('that waits is picked up first', () => {
    const waiting = { ...view, status: 'waiting', operator: null, can: { ...nothing, pickUp: true } } as const;
    expect(html(<Composer view={waiting} thread={thread} onChanged={still} />)).toContain('Pick it up to answer.');
  });

  test('offers its acts to whoever may do them', () => {
    const header = (can: ConversationView['can']) =>
      html(<ConversationHeader view={{ ...view, can }} onVisitor={still} onChanged={still} />);
    expect(header(view.can)).toMatch(/Transfer<.*Close conversation</);
    expect(header(nothing)).not.toMatch(/Transfer<|Close conversation<|Pick up/);
  });

  test.each([
    ['the one it is offered to', omar.id, /Olga offers you this conversation.*Accept.*Reject/],
    ['the one who offered it', olga.id, /Offered to Omar.*Withdraw/],
    ['others', '8', /Olga offered it to Omar\.<\/p><\/div>$/],
  ])('that is offered says so to %s', (_who, me, words) => {
    const transfer = { id: '9', from: olga, to: omar };
    expect(html(<TransferBanner view={{ ...view, transfer }} onChanged={still} />, me)).toMatch(words);
  });
});

test('the visitor is changed in three fields; what a script set is read-only', () => {
  const shown = html(<VisitorPane view={view} onChanged={still} onClose={still} />);
  expect([...shown.matchAll(/aria-label="(Edit [^"]+)"/g)].map(([, name]) => name)).toEqual([
    'Edit name',
    'Edit email',
    'Edit phone',
  ]);
  expect(shown).toMatch(/From the website.*plan.*Gold/);
  expect(shown).toContain('Remove Omar');
});
