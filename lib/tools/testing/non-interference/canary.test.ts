/** Odd texts stand in every protected place; then all that the product wrote and said is searched for them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectApp } from '@/lib/apps/connections/connect';
import { mapModule } from '@/lib/apps/connections/map';
import { SECRET } from '@/lib/apps/testing/hook';
import { sendIn } from '@/lib/apps/testing/send-in';
import { getImport } from '@/lib/crm/imports/queries';
import { dryRun } from '@/lib/crm/imports/testing/dry-run';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { deliverMail } from '@/lib/people/outbox/deliver';
import { env } from '@/lib/platform/env';
import { internal } from '@/lib/platform/errors';
import { errorAnswer } from '@/lib/ways-in/api/error-answer';
import { answerOf } from '@/lib/ways-in/http/error-answer';
import { asOwner } from '../as-owner';
import { ownerSql } from '../database';
import { expectNowhereInDatabase } from '../matchers';
import { answersOf } from './answers';
import type { Answers } from './ask';
import { sealedTexts, secretTexts } from './values';
import { buildWorld, exchangeValues, type World } from './world';

/** Given in an import file only, some of them where their row is refused. */
const IN_FILE = ['Zqimported-secret-1', 'Zqimported-secret-2', '999-99-9901', 'Zqno-number-at-all'];
const CSV = `Last Name,SSN,Description,Risk\nReed,999-99-9901,Zqimported-secret-1,5\nRoe,999-99-9902,Zqimported-secret-2,Zqno-number-at-all\n`;

/** Sent by a connected app only, some of them in messages that are refused. */
const SENT = ['Zqsent-secret-1', 'Zqsent-secret-2', 'Zqsent-secret-3', '999-99-9911', 'Zqno-number-sent'];

let world: World;
let answers: Answers;
const printed: string[] = [];

beforeAll(async () => {
  env().LOG_LEVEL = 'debug';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  world = await buildWorld();
  const { operator } = world.org;
  const { importId } = await uploadImport(operator, { module: 'Contacts', source: Readable.from([Buffer.from(CSV)]) });
  const { mapping } = await getImport(operator, { module: 'Contacts', importId });
  const duplicates = { by: null, action: 'create' } as const;
  const found = await dryRun(operator, { module: 'Contacts', importId, mapping, duplicates });
  answers = await answersOf(world);
  answers.set('dry run', JSON.stringify(found));
  answers.set('messages of an app', await saidToApp());
});

/** What an app is told that sends such values: taken, of a unique value, of a wrong one, of no place, of no signature, of no JSON. */
async function saidToApp(): Promise<string> {
  const { admin, orgId } = world.org;
  const about = {
    app: 'webhook',
    name: 'Sender',
    address: 'https://hooks.example.org/',
    credentials: { secret: SECRET },
  };
  const connectionId = await connectApp(admin, about);
  const fields = ['Last_Name', 'SSN', 'Description', 'Risk'].map((field) => ({ field, to: field }));
  await mapModule(admin, { id: connectionId, module: 'Contacts', acts: ['receive'], fields });
  const message = (values: object) => ({
    type: 'contacts.created',
    data: { values: { Last_Name: 'Sent', ...values } },
  });
  const send = (body: unknown, given: object = {}) => sendIn({ orgId, connectionId, body, ...given });
  const told = [
    await send(message({ Description: 'Zqsent-secret-1' })),
    await send(message({ SSN: '999-99-9911', Description: 'Zqsent-secret-1' })),
    await send(message({ Description: 'Zqsent-secret-2', Risk: 'Zqno-number-sent' })),
    await send(message({ Description: 'Zqsent-secret-2', Unknown: 'Zqsent-secret-3' })),
    await send(message({ Description: 'Zqsent-secret-3' }), { headers: { 'webhook-signature': 'v1,none' } }),
    await send('{"type":"Zqsent-secret-3'),
  ];
  expect(told.map(({ status }) => status)).toEqual([201, 400, 400, 400, 401, 400]);
  return JSON.stringify(told.map(({ json }) => json));
}

afterAll(() => vi.restoreAllMocks());

const secrets = [...secretTexts(), ...IN_FILE, ...SENT];

const held = (text: string, texts: readonly string[] = secrets): string[] =>
  texts.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));

describe('protected texts', () => {
  test('are many, of every kind', () => {
    expect(secrets.length).toBeGreaterThan(25);
  });

  test('are in no answer to one who may not read them, though they gave them: no error, header, file or audit log', () => {
    const told = [...answers].flatMap(([question, answer]) => held(answer).map((secret) => `${question}: ${secret}`));
    expect(told).toEqual([]);
  });

  test('are in no mail: neither of notices of all that happened, nor of a record that was given, nor in what is kept of them', async () => {
    const { orgId } = world.org;
    const sent: string[] = [];
    await asOwner(orgId, (tx) => tx.sql`update notices set to_mail = true where org_id = ${orgId}`);
    const postman = { send: async (mail: object) => void sent.push(JSON.stringify(mail)) };
    await deliverMail(orgId, postman, new Date());
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.flatMap((mail) => held(mail))).toEqual([]);
  });

  test('stand nowhere in the database where their field is sealed: records, events, jobs, queue, views, notes', async () => {
    await exchangeValues(world, 'first');
    await expectNowhereInDatabase([...sealedTexts(), ...IN_FILE, ...SENT].filter((text) => text.length >= 6));
  });

  test('stand, where their field is marked and not sealed, in the record’s own row and nowhere else', async () => {
    const secretWords = ['Zqmyxoma', 'Zqburg', 'Zqlupus', 'Zqgout'];
    const tables = await ownerSql()<{ name: string }[]>`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
        and table_name <> 'records'`;
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await ownerSql().unsafe(`select t::text as text from ${name} t`);
      for (const row of rows) for (const word of held(String(row.text), secretWords)) found.push(`${word} in ${name}`);
    }
    expect(found).toEqual([]);
    const rows = await ownerSql()<{ text: string }[]>`select to_jsonb(r) - 'values' as text from records r`;
    expect(rows.flatMap(({ text }) => held(JSON.stringify(text), secretWords))).toEqual([]);
  });

  test('stand in no file of the data folder, in clear or as Base64', () => {
    const files = readdirSync(env().DATA_DIR, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    expect(files.length).toBeGreaterThan(5);
    const forms = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('base64').replace(/.=*$/, '')]);
    const found = files.flatMap((file) => {
      const bytes = readFileSync(join(file.parentPath, file.name));
      return forms.filter((form) => bytes.includes(form)).map((form) => `${form} in ${file.name}`);
    });
    expect(found).toEqual([]);
  });

  test('are in no line of the log, and in no answer, when something fails with one of them in its message', () => {
    const failed = new TypeError(`no such value: ${secrets[0]}`);
    const told = [
      errorAnswer(failed, 'request'),
      answerOf(failed, 'request'),
      errorAnswer(internal('It failed.', failed), 'request'),
    ];
    expect(held(JSON.stringify(told))).toEqual([]);
    expect(printed.length).toBeGreaterThan(2);
    expect(printed.flatMap((line) => held(line))).toEqual([]);
  });
});
