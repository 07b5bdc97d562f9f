/** An org with protected data of every kind, and the same org with other values in what one may not read. */
import { Readable } from 'node:stream';
import { createField } from '@/lib/admin/customization/create-field';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { connectApp } from '@/lib/apps/connections/connect';
import { mapModule } from '@/lib/apps/connections/map';
import { findConversation } from '@/lib/chat/conversations/find';
import { openConversation } from '@/lib/chat/conversations/open';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { remember } from '@/lib/chat/mask';
import { sealDetails, sealMessage } from '@/lib/chat/seal';
import { attachFile } from '@/lib/crm/attachments/attach';
import { getField, getModule } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { createNote } from '@/lib/crm/notes/write';
import { createRecord } from '@/lib/crm/records/create';
import { prepareRecord } from '@/lib/crm/records/prepare';
import { readChanges, type ValueChanges } from '@/lib/crm/records/read-input';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { replaceTokens } from '@/lib/crm/records/replace-tokens';
import { LONGEST } from '@/lib/crm/records/tokens';
import { updateRecord } from '@/lib/crm/records/update';
import { createView } from '@/lib/crm/views/create';
import type { ProfileRights } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { sealText } from '@/lib/platform/crypto/detail-cipher';
import { sealValues } from '@/lib/platform/crypto/record-cipher';
import type { Tx } from '@/lib/platform/db/transaction';
import { writeSealedFile } from '@/lib/platform/files/store';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { spansOf } from '@/lib/protection/compliance/phi-text/spans';
import { fileNameContext } from '@/lib/protection/disclose/notes-and-files';
import { reveal } from '@/lib/protection/disclose/reveal';
import { asOwner } from '../as-owner';
import { makeVisitor, startChat } from '../chat';
import { contextOf, insertUser, makeOrg, type TestOrg } from '../make-org';
import { type Rest, restClient } from '../rest';
import {
  CHAT,
  CONTACTS,
  DIAGNOSIS_BEFORE,
  HIDDEN_CHAT,
  LEADS,
  NEW_FIELDS,
  PAPERS,
  SEALED,
  UNSEALED,
  type Variant,
} from './values';

export interface World {
  org: TestOrg;
  /** Ids of records by their key. */
  ids: Readonly<Record<string, Id>>;
  fields: Readonly<Record<string, Id>>;
  layouts: Readonly<Record<string, Id>>;
  noteId: Id;
  attachmentId: Id;
  viewId: Id;
  /** A conversation of live chat, with one message. */
  chatId: Id;
  /** One that an operator has and another reads along: parts are hidden from the second. */
  hiddenChatId: Id;
  secondOperator: Context;
  /** A client whose owner may reveal. */
  operatorClient: Rest;
  /** A client whose owner may not. */
  adminClient: Rest;
  /** In the profile that may do nothing. */
  nobody: Context;
  /** All that is younger was made by the asking. */
  builtAtMs: number;
}

/** An app that gets all fields of Contacts that may leave. */
async function connectLab(admin: Context): Promise<Id> {
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const about = { app: 'webhook', name: 'Lab', address: 'https://hooks.example.org/', credentials: { secret } };
  const id = await connectApp(admin, about);
  const fields = ['Last_Name', 'Title', ...SEALED, ...UNSEALED].map((field) => ({ field, to: field }));
  await mapModule(admin, { id, module: 'Contacts', acts: ['create', 'change', 'delete'], fields });
  return id;
}

export async function buildWorld(): Promise<World> {
  const org = await makeOrg('Twin Clinic');
  const { admin, operator } = org;
  await setHipaaEnabled(admin, { enabled: true });
  for (const module of ['Contacts', 'Leads']) await selectModule(admin, { module });
  for (const field of NEW_FIELDS) await createField(admin, { module: 'Contacts', ...field });
  await createField(admin, { module: 'Cases', label: 'Referral', type: 'lookup', options: { lookupModule: 'Leads' } });

  const ids: Record<string, Id> = {};
  for (const { key, module, clear, marked } of [...CONTACTS, ...LEADS]) {
    ids[key] = (await createRecord(operator, { module, values: { ...clear, ...marked.first } })).id;
  }
  const anna = { module: 'Contacts', id: ids.anna as Id };
  const account = { module: 'Accounts', values: { Account_Name: 'Bell Ltd' } };
  ids.account = (await createRecord(operator, account)).id;
  const changed = { Diagnosis: DIAGNOSIS_BEFORE, Title: 'Professor', Account_Name: ids.account };
  await updateRecord(operator, { ...anna, values: changed });
  await updateRecord(operator, { ...anna, values: { Diagnosis: CONTACTS[0]?.marked.first.Diagnosis } });
  const about = { module: 'Contacts', recordId: anna.id };
  const { id: noteId } = await createNote(operator, { ...about, title: PAPERS.first.title, body: PAPERS.first.body });
  const source = Readable.from([Buffer.from(PAPERS.first.file)]);
  const { id: attachmentId } = await attachFile(operator, { ...about, fileName: PAPERS.first.fileName, source });
  const needed = { Status: 'New', Case_Origin: 'Phone' };
  const cases = [
    ['case1', { Subject: 'Bill', Related_To: ids.anna, Referral: ids.ella }],
    ['case2', { Subject: 'Visit', Related_To: ids.ben, Referral: ids.gina }],
  ] as const;
  for (const [key, values] of cases) {
    ids[key] = (await createRecord(operator, { module: 'Cases', values: { ...needed, ...values } })).id;
  }

  const metadata = await org.metadata();
  const fields: Record<string, Id> = {};
  for (const name of [...SEALED, ...UNSEALED, 'Title']) {
    fields[name] = getField(getModule(metadata, 'Contacts'), name).id;
  }
  fields.Last_Name = getField(getModule(metadata, 'Leads'), 'Last_Name').id;
  for (const name of SEALED) {
    await markField(admin, { module: 'Contacts', fieldId: fields[name] as Id, encrypt: true });
  }
  for (const name of UNSEALED) {
    const choice = { module: 'Contacts', fieldId: fields[name] as Id };
    await markField(admin, { ...choice, encrypt: false, reason: 'Needed in reports' });
  }
  await markField(admin, { module: 'Leads', fieldId: fields.Last_Name, encrypt: true });
  await reveal(operator, { ...about, fields: ['SSN'], purpose: 'treatment' });
  await deleteRecords(operator, { module: 'Contacts', ids: [ids.dora as Id] });
  await deleteRecords(operator, { module: 'Leads', ids: [ids.fred as Id] });
  const columns = ['Diagnosis', 'SSN', 'Title', 'Owner'];
  const view = { module: 'Contacts', name: 'Everybody', shared: true };
  const { id: viewId } = await createView(admin, { ...view, definition: { columns, filters: [], sort: null } });
  ids.connection = await connectLab(admin);
  for (const door of ['api', 'export'] as const) await setRestriction(admin, { door, restricted: true });

  const nobodyId = await insertUser(org, 'Nora Nobody', await profileOfNobody(org), org.roleIds.Manager);
  const nobody = contextOf(org.orgId, { id: nobodyId, name: 'Nora Nobody', profile: 'Operator', ownerIds: [nobodyId] });
  const secondId = await insertUser(org, 'Sam Second', org.profileIds.Operator, org.roleIds.Manager);
  const secondOperator = contextOf(org.orgId, {
    id: secondId,
    name: 'Sam Second',
    profile: 'Operator',
    ownerIds: [secondId],
  });
  const built: Omit<World, 'builtAtMs'> = {
    org,
    ids,
    fields,
    layouts: Object.fromEntries(metadata.modules.map((module) => [module.apiName, module.layouts[0]?.id ?? '0'])),
    noteId,
    attachmentId,
    viewId,
    chatId: (await startChat(await makeVisitor(org), CHAT.first)).id,
    hiddenChatId: await makeHiddenChat(org, secondOperator),
    secondOperator,
    operatorClient: await restClient(org, operator),
    adminClient: await restClient(org, admin),
    nobody: { ...nobody, rights: NO_RIGHTS },
  };
  return { ...built, builtAtMs: await nextSecond() };
}

async function makeHiddenChat(org: TestOrg, second: Context): Promise<Id> {
  const { question, hidden, details } = hiddenChat('first');
  const { id: conversationId } = await startChat(await makeVisitor(org), { question, hidden, ...details });
  await pickUp(org.operator, { conversationId });
  await openConversation(second, { conversationId });
  return conversationId;
}

/** What is hidden stands in every text that a visitor gives. */
function hiddenChat(variant: Variant) {
  const { ssn, word } = HIDDEN_CHAT[variant];
  const said = `It is ${word}, and ${ssn}.`;
  const hidden = [{ start: 6, end: 6 + word.length, kind: '' }];
  const details = {
    name: `Vera ${word}`,
    email: 'vera@visitor.example',
    phone: ssn,
    page: `https://clinic.example/${word}?a=${ssn}`,
    referrer: `https://search.example/${encodeURIComponent(ssn)}#${word}`,
    ratingComment: said,
    custom: { note: said },
  };
  return { question: said, hidden, details };
}

const NO_RIGHTS: ProfileRights = { everyModule: [], modules: {}, org: [] };

async function profileOfNobody(org: TestOrg): Promise<Id> {
  const id = newId();
  const rights = JSON.stringify(NO_RIGHTS);
  await asOwner(
    org.orgId,
    (tx) => tx.sql`insert into profiles (org_id, id, name, rights, standard)
      values (${org.orgId}, ${id}, 'Nothing', ${rights}::jsonb, false)`,
  );
  return id;
}

/** The API tells times by the second. */
async function nextSecond(): Promise<number> {
  const at = Math.ceil(Date.now() / 1000) * 1000;
  await new Promise((resolve) => setTimeout(resolve, at - Date.now() + 1));
  return at;
}

/** Puts the values of another world in the place of those that are there; nothing else changes, not even a time. */
export async function exchangeValues(world: World, variant: Variant): Promise<void> {
  const { org, ids, noteId, attachmentId } = world;
  await asOwner(org.orgId, async (tx) => {
    for (const { key, module, clear, marked } of [...CONTACTS, ...LEADS]) {
      const now = key === 'anna' ? { Title: 'Professor' } : {};
      await exchangeRecord(tx, module, ids[key] as Id, { ...clear, ...now, ...marked[variant] });
    }
    const keys = await keysOf(tx);
    const { title, body, fileName, file } = PAPERS[variant];
    const moduleId = getModule(await metadataOf(tx), 'Contacts').id;
    const context = { orgId: tx.orgId, module: moduleId, recordId: noteId, version: 1 };
    const note = sealValues({ body, ...(title && { title }) }, keys, context)?.toBytes() ?? null;
    await tx.sql`update notes set sealed = ${note} where org_id = ${tx.orgId} and id = ${noteId}`;
    const name = sealText('job', fileName, keys, fileNameContext(attachmentId)).toBytes();
    // Written once: the app's role may not.
    await tx.sql`reset role`;
    await tx.sql`update attachments set sealed_name = ${name} where org_id = ${tx.orgId} and id = ${attachmentId}`;
    await tx.sql`set local role careledger_app_role`;
    await writeSealedFile(keys, { orgId: org.orgId, fileId: attachmentId }, Readable.from([Buffer.from(file)]));
    await exchangeChat(tx, world.chatId, variant);
    await exchangeHiddenChat(tx, world.hiddenChatId, variant);
  });
}

async function exchangeChat(tx: Tx, chatId: Id, variant: Variant): Promise<void> {
  const conversation = await findConversation(tx, chatId);
  const { keys } = conversation;
  const details = { ...CHAT[variant], custom: {} };
  await tx.sql`
    update chat_conversations
    set sealed = ${sealDetails(conversation, details)}, seal_version = ${conversation.sealVersion + 1}
    where org_id = ${tx.orgId} and id = ${chatId}`;
  const messages = await tx.sql<{ id: Id }[]>`
    select id from chat_messages where org_id = ${tx.orgId} and conversation_id = ${chatId}`;
  for (const { id } of messages) {
    const sealed = sealMessage(
      keys,
      { conversationId: chatId, messageId: id, version: 1 },
      { text: CHAT[variant].question },
    );
    await tx.sql`update chat_messages set sealed = ${sealed} where org_id = ${tx.orgId} and id = ${id}`;
  }
}

async function exchangeHiddenChat(tx: Tx, chatId: Id, variant: Variant): Promise<void> {
  const conversation = await findConversation(tx, chatId);
  const { keys } = conversation;
  const { question: text, hidden, details } = hiddenChat(variant);
  const found = spansOf(text);
  const known = remember(remember([], text, hidden, true), text, found, false);
  await tx.sql`
    update chat_conversations
    set sealed = ${sealDetails(conversation, details, known)}, seal_version = ${conversation.sealVersion + 1}
    where org_id = ${tx.orgId} and id = ${chatId}`;
  const [first] = await tx.sql<{ id: Id }[]>`
    select id from chat_messages where org_id = ${tx.orgId} and conversation_id = ${chatId} and kind = 'visitor'`;
  const place = { conversationId: chatId, messageId: first?.id ?? '0', version: 1 };
  const sealed = sealMessage(keys, place, { text, hidden: [...hidden, ...found] });
  await tx.sql`update chat_messages set sealed = ${sealed} where org_id = ${tx.orgId} and id = ${first?.id ?? '0'}`;
}

/** Puts other values in the place of all that a record holds. */
export async function exchangeRecord(
  tx: Tx,
  moduleName: string,
  id: Id,
  given: Record<string, unknown>,
): Promise<void> {
  const module = getModule(await metadataOf(tx), moduleName);
  const making = { keys: await keysOf(tx), bits: LONGEST };
  const marked = module.fields.filter((field) => field.marked).map((field) => [field.apiName, undefined]);
  const changes: ValueChanges = { ...Object.fromEntries(marked), ...readChanges(module, given) };
  const values: Record<string, StoredValue> = {};
  for (const [field, value] of Object.entries(changes)) if (value !== undefined) values[field] = value;
  const { name, nameKey, values: clear, sealed, slots } = prepareRecord(module, id, values, making);
  const { k1, k2, k3, k4, k5, k6, k7, k8 } = slots;
  await tx.sql`
    update records set name = ${name}, name_key = ${nameKey}, "values" = ${JSON.stringify(clear)}::jsonb,
      sealed = decode(${sealed}, 'hex'), seal_version = 1, k1 = ${k1}, k2 = ${k2}, k3 = ${k3}, k4 = ${k4}, k5 = ${k5}, k6 = ${k6},
      k7 = ${k7}, k8 = ${k8}
    where org_id = ${tx.orgId} and id = ${id}`;
  await Promise.all(replaceTokens(tx, module, { id, changes }, making));
}
