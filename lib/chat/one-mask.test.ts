/** Whatever a visitor gives, on whatever surface it turns up: what is hidden is hidden there too. Fields × surfaces. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { createExtract } from '@/lib/admin/audit/extracts/of-conversation';
import { openExtract } from '@/lib/admin/audit/extracts/open';
import { getRecord } from '@/lib/crm/records/get';
import { type Context, systemContext } from '@/lib/platform/context';
import { sealValues } from '@/lib/platform/crypto/record-cipher';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { detailsPlace, openVisitor } from '@/lib/protection/disclose/conversations';
import { makeVisitor, startChat, type TestVisitor } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { type Rest, restClient } from '@/lib/tools/testing/rest';
import { changesSince } from './conversations/changes';
import { closeConversation } from './conversations/close';
import { findConversation } from './conversations/find';
import { getConversation } from './conversations/get';
import { conversationsOfRecord, createLinkedRecord } from './conversations/link-record';
import { openConversation } from './conversations/open';
import { pickUp } from './conversations/pick-up';
import { listQueue, QUEUES } from './conversations/queues';
import { rateConversation } from './conversations/rate';
import { searchConversations } from './conversations/search';
import { setCustomFields } from './conversations/set-custom';
import { transcriptOf } from './conversations/transcript';
import { updateVisitor } from './conversations/update-visitor';
import { upgradeConversations } from './conversations/upgrade';
import { VISITOR_FIELDS } from './details';
import { attachChatFile } from './files/attach';
import { downloadChatFile } from './files/download';
import { hideSpan, revealDetails } from './messages/hide';
import { sendMessage } from './messages/send';
import { updateChatSettings } from './setup/settings';

/** Chosen by the visitor, since no detector knows it; it stands in each of the fields again, written in different ways. */
const CHOSEN = 'Zqmoon 77-41';
/** A field's own Social Security number, which detectors find, and the chosen text as the field spells it. */
const GIVEN = {
  question: { ssn: '536-90-4301', again: CHOSEN },
  later: { ssn: '536-90-4302', again: 'ZQMOON 7741' },
  name: { ssn: '536-90-4303', again: 'zqmoon-77.41' },
  email: { ssn: '536-90-4304', again: 'zqmoon.7741' },
  phone: { ssn: '536-90-4305', again: 'Zqmoon 77 41' },
  custom: { ssn: '536-90-4306', again: 'Zqmoon 7741' },
  customName: { ssn: '536-90-4307', again: 'zqmoon_77_41' },
  byItsName: { ssn: '77123456', again: 'Zqmoon 77-41' },
  comment: { ssn: '536-90-4309', again: 'ZqMoon 77/41' },
  page: { ssn: '536-90-4310', again: 'zqmoon%2D77%2d41' },
  query: { ssn: '536904311', again: 'Zqmoon+77+41' },
  fragment: { ssn: '536904312', again: 'zqmoon7741' },
  referrer: { ssn: '536-90-4313', again: 'Zqmoon%2077-41' },
  fileName: { ssn: '536-90-4314', again: 'zqmoon_77-41' },
} as const;
type Field = keyof typeof GIVEN;
const both = (field: Field) => `${GIVEN[field].again} ${GIVEN[field].ssn}`;

const plain = (text: string) =>
  decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25'))
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
/** Of which fields something can be read in what a surface told. */
function leaks(told: unknown): string[] {
  const text = plain(typeof told === 'string' ? told : JSON.stringify(told));
  const ssns = Object.entries(GIVEN).filter(([, { ssn }]) => text.includes(plain(ssn)));
  return [...ssns.map(([field]) => field), ...(text.includes(plain(CHOSEN)) ? ['the chosen text'] : [])];
}

let org: TestOrg;
let second: Context;
let rest: Rest;
let visitor: TestVisitor;
let conversationId: Id;
let fileId: Id;

beforeAll(async () => {
  org = await makeOrg();
  const id = await insertUser(org, 'Sec Ond', org.profileIds.Operator, org.roleIds.CEO);
  second = contextOf(org.orgId, { id, name: 'Sec Ond', profile: 'Operator', ownerIds: null });
  rest = await restClient(org, org.operator);
  await updateChatSettings(org.admin, { wordSearch: true });
  await giveEverything();
});

async function giveEverything(): Promise<void> {
  visitor = await makeVisitor(org);
  const question = `It is ${both('question')}.`;
  const chosen = { start: question.indexOf(CHOSEN), end: question.indexOf(CHOSEN) + CHOSEN.length, kind: '' };
  const started = await startChat(visitor, {
    question,
    hidden: [chosen],
    name: `Vera ${both('name')}`,
    email: `${GIVEN.email.again}.${GIVEN.email.ssn}@visitor.example`,
    phone: both('phone'),
    page: `https://clinic.example/${GIVEN.page.again}/${GIVEN.page.ssn}?n=${GIVEN.query.again}&s=${GIVEN.query.ssn}`,
    referrer: `https://search.example/${GIVEN.referrer.again}/${GIVEN.referrer.ssn}#${GIVEN.fragment.again}${GIVEN.fragment.ssn}`,
    custom: { note: both('custom'), [`About ${both('customName')}`]: 'x' },
  });
  conversationId = started.id;
  await pickUp(org.operator, { conversationId });
  await openConversation(second, { conversationId });
  await sendMessage(visitor.ctx, { conversationId, clientId: randomUUID(), text: `Again: ${both('later')}` });
  await setCustomFields(visitor.ctx, {
    conversationId,
    custom: { mrn: `${GIVEN.byItsName.ssn} ${GIVEN.byItsName.again}` },
  });
  await rateConversation(visitor.ctx, { conversationId, stars: 4, comment: both('comment') });
  const source = Readable.from([Buffer.from('a letter')]);
  const fileName = `${GIVEN.fileName.again}_${GIVEN.fileName.ssn}.txt`;
  ({ fileId } = await attachChatFile(visitor.ctx, { conversationId, clientId: randomUUID(), fileName, source }));
}

/** What each surface tells an operator. */
const SURFACES: Record<string, (ctx: Context) => Promise<unknown>> = {
  'the visitor pane': async (ctx) => getConversation(ctx, conversationId),
  messages: async (ctx) => changesSince(ctx, conversationId, 0),
  transcript: async (ctx) => transcriptOf(ctx, { conversationId }),
  'the name of a downloaded file': async (ctx) => {
    const { name, stream } = await downloadChatFile(ctx, { conversationId, fileId });
    stream.destroy();
    return name;
  },
  lists: async (ctx) => Promise.all(QUEUES.map((queue) => listQueue(ctx, queue))),
};

/** What is the same for whoever asks. */
const OTHERS: Record<string, () => Promise<unknown>> = {
  'API: the conversation': async () =>
    (await rest('GET', `/salesiq/v2/${org.orgId}/conversations/${conversationId}`)).body,
  'API: its messages': async () =>
    (await rest('GET', `/salesiq/v2/${org.orgId}/conversations/${conversationId}/messages`)).body,
  'API: the list': async () => (await rest('GET', `/salesiq/v2/${org.orgId}/conversations`)).body,
  'an extract': async () => {
    const entries = await ownerSql()<{ id: Id }[]>`
      select id from ledger_entries where org_id = ${org.orgId} and subject_id = ${conversationId}`;
    const entryIds = entries.map(({ id }) => id);
    const made = await createExtract(org.officer, { conversationId, entryIds, audience: 'operator', days: 1 });
    const token = made.path.split('#')[1] ?? '';
    return openExtract({ extractId: made.extractId, token, secret: made.secret }, randomUUID());
  },
  'the ledger': async () =>
    ownerSql()`select facts, fields from ledger_entries where org_id = ${org.orgId} and subject_id = ${conversationId}`,
};

const found = async (field: 'name' | 'email' | 'phone' | 'word', value: string) =>
  (await searchConversations(second, { field, value })).ids;

describe('what is hidden in a text of a visitor', () => {
  test('is read by the operator who helps, in every field: nothing is lost', async () => {
    const { details } = await getConversation(org.operator, conversationId);
    const { messages } = await changesSince(org.operator, conversationId, 0);
    expect(new Set(leaks([details, messages]))).toEqual(new Set([...Object.keys(GIVEN), 'the chosen text']));
    expect(messages.every(({ masked }) => !masked)).toBe(true);
  });

  test.each(Object.keys(SURFACES))('is hidden from a second operator on the surface: %s', async (surface) => {
    expect(leaks(await SURFACES[surface]?.(second))).toEqual([]);
  });

  test.each(Object.keys(OTHERS))('is hidden on the surface: %s', async (surface) => {
    expect(leaks(await OTHERS[surface]?.())).toEqual([]);
  });

  test('is found by no search: not by its words, nor as a name, email or phone', async () => {
    for (const word of ['zqmoon', '536-90-4301', '77-41']) expect(await found('word', word)).toEqual([]);
    expect(await found('word', 'again')).toEqual([conversationId]);
    expect(await found('name', `Vera ${both('name')}`)).toEqual([]);
    expect(await found('phone', both('phone'))).toEqual([]);
    // A name that only the visitor's choice hides was indexed like any other.
    await updateVisitor(org.operator, { conversationId, name: GIVEN.name.again });
    expect(await found('name', GIVEN.name.again)).toEqual([]);
    await updateVisitor(org.operator, { conversationId, name: `Vera ${both('name')}` });
  });

  test('does not become part of a record of the CRM, even made by the operator who helps', async () => {
    const { recordId } = await createLinkedRecord(org.operator, { conversationId, module: 'Contacts' });
    const record = await getRecord(org.operator, 'Contacts', recordId);
    const chats = await conversationsOfRecord(org.operator, { module: 'Contacts', recordId });
    expect([chats.length, leaks([record, chats])]).toEqual([1, []]);
    expect(JSON.stringify(record)).toContain('Vera');
    const rows = await ownerSql()`select "values", name, name_key from records where id = ${recordId}`;
    expect(leaks(rows)).toEqual([]);
  });

  test('stands nowhere in the database in clear', async () => {
    await expectNowhereInDatabase(Object.values(GIVEN).flatMap(({ ssn, again }) => [ssn, again]));
  });

  test('is never saved back as its mask', async () => {
    const { details } = await getConversation(second, conversationId);
    for (const field of VISITOR_FIELDS) {
      expect(details[field]).toMatch(/\[[A-Z]+\]/);
      if (field === 'email') continue;
      const saved = updateVisitor(second, { conversationId, [field]: `${details[field]}!` });
      await expect(saved, field).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  test('is revealed with a purpose, the event first, and what it was is in no event', async () => {
    expect((await getConversation(second, conversationId)).isDetailHidden).toBe(true);
    const details = await revealDetails(second, { conversationId, purpose: 'treatment' });
    expect(leaks(details)).toEqual(expect.arrayContaining(['name', 'custom', 'comment', 'page', 'query']));
    const events = await ownerSql()<{ facts: string; purpose: string }[]>`
      select facts, purpose from ledger_entries
      where org_id = ${org.orgId} and subject_id = ${conversationId} and action = 'conversation.reveal'`;
    expect(events.map(({ purpose, facts }) => [purpose, JSON.parse(facts).what])).toEqual([['treatment', 'details']]);
    expect(leaks(events)).toEqual([]);
  });

  test('when an operator hides a text by hand, it is hidden in each message and detail that holds it', async () => {
    const { id: told } = await sendMessage(visitor.ctx, {
      conversationId,
      clientId: randomUUID(),
      text: 'I have Zqlupus.',
    });
    const later = await sendMessage(visitor.ctx, {
      conversationId,
      clientId: randomUUID(),
      text: 'Is zqLUPUS curable? zqlupusina is what?',
    });
    await setCustomFields(visitor.ctx, { conversationId, custom: { reason: 'about zqlupus' } });
    expect((await getConversation(second, conversationId)).details.custom.reason).toBe('about zqlupus');
    const place = { start: 7, end: 14, masked: true, kind: '' };
    await hideSpan(second, { conversationId, messageId: told, ...place });
    const { messages } = await changesSince(second, conversationId, later.seq);
    expect(messages.map(({ text }) => text)).toEqual(['I have [HIDDEN].', 'Is [HIDDEN] curable? zqlupusina is what?']);
    expect((await getConversation(second, conversationId)).details.custom.reason).toBe('about [HIDDEN]');
    await sendMessage(org.operator, {
      conversationId,
      clientId: randomUUID(),
      text: 'It is zqlupus: it can be treated.',
    });
    expect(await transcriptOf(second, { conversationId })).toContain('It is [HIDDEN]: it can be treated.');
  });

  test.each(Object.keys(SURFACES))('once closed is hidden from the operator who helped, too: %s', async (surface) => {
    await closeConversation(org.operator, { conversationId });
    expect(leaks(await SURFACES[surface]?.(org.operator))).toEqual([]);
    expect(leaks(await SURFACES[surface]?.(second))).toEqual([]);
  });

  test('is read by the visitor whose words they are', async () => {
    expect(leaks(await changesSince(visitor.ctx, conversationId, 0))).toEqual(
      expect.arrayContaining(['question', 'later', 'fileName', 'the chosen text']),
    );
  });
});

describe('a conversation that an older version kept', () => {
  const QUESTION = 'My card is Zqbrook 12-34.';

  test('loses the second copy of its question, and what was hidden in it is hidden wherever it stands', async () => {
    const { id } = await startChat(await makeVisitor(org), {
      question: QUESTION,
      hidden: [{ start: 11, end: 24, kind: '' }],
      custom: { plan: 'zqbrook 1234' },
    });
    const { keys, sealVersion } = await inOrg(org.orgId, (tx) => findConversation(tx, id));
    const values = { question: QUESTION, 'custom:names': ['plan'], 'custom:values': ['zqbrook 1234'] };
    const sealed = sealValues(values, keys, detailsPlace(org.orgId, id, sealVersion))?.toBytes() ?? null;
    await ownerSql()`update chat_conversations set sealed = ${sealed}, details_form = 1 where id = ${id}`;
    await pickUp(org.operator, { conversationId: id });
    await openConversation(second, { conversationId: id });
    expect(JSON.stringify(await getConversation(second, id))).not.toContain('My card');
    await upgradeConversations(systemContext(org.orgId, 'live-chat'));
    const [row] = await ownerSql()`select details_form from chat_conversations where id = ${id}`;
    expect(row?.details_form).toBe(2);
    const view = await getConversation(second, id);
    expect(view.details.custom.plan).toBe('[HIDDEN]');
    const held = await inOrg(org.orgId, async (tx) =>
      openVisitor(tx, systemContext(org.orgId, 'test'), await findConversation(tx, id), ['question', 'custom:values']),
    );
    expect(held).toEqual({ 'custom:values': ['zqbrook 1234'] });
  });
});
