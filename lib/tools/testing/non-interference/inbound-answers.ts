/** What an app is told that sends records: guesses at values that it may not be told, right in one world and wrong in another. */
import { connectApp } from '@/lib/apps/connections/connect';
import { mapModule } from '@/lib/apps/connections/map';
import { SECRET } from '@/lib/apps/testing/hook';
import { sendIn } from '@/lib/apps/testing/send-in';
import { ownerSql } from '../database';
import { type Answers, outcomeText } from './ask';
import { held, MARKED } from './verbs/ask';
import type { World } from './world';

/** Each marked value of a record that the app has, said as a change of it and as a record of its own. */
export async function askInbound(answers: Answers, { org, ids, builtAtMs }: World): Promise<void> {
  const { admin, orgId } = org;
  const about = { app: 'webhook', name: 'Guesser', address: 'https://hooks.example.org/' };
  const connectionId = await connectApp(admin, { ...about, credentials: { secret: SECRET } });
  const fields = ['Last_Name', ...MARKED].map((field) => ({ field, to: field }));
  await mapModule(admin, { id: connectionId, module: 'Contacts', acts: ['receive', 'receive_delete'], fields });
  await ownerSql()`
    insert into app_remotes (org_id, connection_id, record_id, remote_id, sent_marked, sent_at)
    values (${orgId}, ${connectionId}, ${ids.anna ?? '0'}, 'anna', '{}', now())`;
  const said = async (type: string, data: object) => {
    const { status, headers, json } = await sendIn({ orgId, connectionId, body: { type: `contacts.${type}`, data } });
    const { recordId, ...told } = json;
    const answer = [status, [...headers], told, recordId !== undefined];
    answers.set(`app: ${type} ${JSON.stringify(data)}`, outcomeText(answer, builtAtMs));
  };
  for (const name of MARKED) {
    await said('changed', { id: 'anna', values: { [name]: held[name] } });
    await said('created', { values: { Last_Name: 'Guess', [name]: held[name] } });
  }
  await said('deleted', { id: 'anna' });
}
