/** All answers of a world, to all askers. */
import { buffer } from 'node:stream/consumers';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { makeZip } from '@/lib/crm/imports/testing/make-xlsx';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { readSealedFile } from '@/lib/platform/files/store';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import { readInBulk } from '@/lib/ways-in/jobs/handlers/bulk-read';
import { writeInBulk } from '@/lib/ways-in/jobs/handlers/bulk-write';
import { confirmHolds } from '../holds';
import type { Rest } from '../rest';
import { unzip } from '../unzip';
import { type Answers, answerText, asking, outcomeOf, outcomeText } from './ask';
import { askInbound } from './inbound-answers';
import { OTHER_REQUESTS, REST_REQUESTS } from './rest-requests';
import type { Verb } from './verbs/ask';
import { EXPORT_READS } from './verbs/exports';
import { GUARDED_READS } from './verbs/guarded';
import { MASKED_READS } from './verbs/masked';
import { SECOND_READS } from './verbs/second';
import type { World } from './world';

/** Who asks, of what. */
export async function answersOf(world: World): Promise<Answers> {
  const { org, nobody, operatorClient, adminClient } = world;
  const { admin, operator, officer } = org;
  const answers: Answers = new Map();
  const screens = { ...MASKED_READS, ...GUARDED_READS };
  await askVerbs(answers, world, { who: 'administrator', ctx: admin }, { ...screens, ...EXPORT_READS });
  await askVerbs(answers, world, { who: 'officer', ctx: officer }, { ...screens, ...EXPORT_READS });
  await askVerbs(answers, world, { who: 'nobody', ctx: nobody }, { ...screens, ...EXPORT_READS });
  await askVerbs(answers, world, { who: 'operator who reveals nothing', ctx: operator }, MASKED_READS);
  await askVerbs(answers, world, { who: 'operator at a restricted export', ctx: operator }, EXPORT_READS);
  await askVerbs(answers, world, { who: 'second operator of a conversation', ctx: world.secondOperator }, SECOND_READS);
  await askRest(answers, world, 'client at a restricted door', operatorClient);
  await askJobs(answers, world, 'client at a restricted door', operatorClient);
  for (const door of ['api', 'export'] as const) await setRestriction(admin, { door, restricted: false });
  await confirmHolds(org);
  await askHiddenChat(answers, world);
  await askVerbs(answers, world, { who: 'administrator at an open export', ctx: admin }, EXPORT_READS);
  await askRest(answers, world, 'client whose owner may not reveal', adminClient);
  await askJobs(answers, world, 'client whose owner may not reveal', adminClient);
  await askInbound(answers, world);
  return answers;
}

export async function askVerbs(
  answers: Answers,
  world: World,
  { who, ctx }: { who: string; ctx: Context },
  verbs: Readonly<Record<string, Verb>>,
): Promise<void> {
  for (const [name, verb] of Object.entries(verbs)) {
    for (const [n, act] of verb(asking(ctx), world).entries()) {
      answers.set(`${who}: ${name} #${n}`, outcomeText(await outcomeOf(act), world.builtAtMs));
    }
  }
}

export async function askRest(answers: Answers, world: World, who: string, client: Rest): Promise<void> {
  const requests = Object.entries(REST_REQUESTS).flatMap(([endpoint, make]) =>
    make(world).map((request) => ({ method: endpoint.split(' ')[0] as string, ...request })),
  );
  const others = OTHER_REQUESTS(world).map((request) => ({ method: 'get', ...request }));
  for (const { method, path, body, headers } of [...requests, ...others]) {
    const answer = await client(method.toUpperCase(), path, body, headers);
    const asked = `${who}: ${method} ${path} ${JSON.stringify([body, headers])}`;
    if (answer.status >= 500) throw new Error(`${asked} failed: ${JSON.stringify(answer.body)}`);
    answers.set(asked, answerText(answer, world.builtAtMs));
  }
}

/** A program reads what was said, and nothing that is hidden in it, though its owner might reveal it. */
async function askHiddenChat(answers: Answers, { org, hiddenChatId, operatorClient, builtAtMs }: World): Promise<void> {
  for (const path of ['', '/messages']) {
    const answer = await operatorClient('GET', `/salesiq/v2/${org.orgId}/conversations/${hiddenChatId}${path}`);
    if (answer.status !== 200) throw new Error(`A conversation could not be read: ${answer.status}`);
    answers.set(`client at an open door: conversation${path}`, answerText(answer, builtAtMs));
  }
}

/** What a program reads and writes in bulk. The audit log it exports is the one of `startAuditExport`. */
export async function askJobs(answers: Answers, world: World, who: string, client: Rest): Promise<void> {
  const { org, builtAtMs } = world;
  const kept = (what: string, content: unknown) => answers.set(`${who}: ${what}`, outcomeText(content, builtAtMs));
  for (const module of ['Contacts', 'Leads', 'Cases']) {
    const started = await client('POST', '/crm/bulk/v8/read', { query: { module: { api_name: module } } });
    const jobId = started.body.data[0].details.id as string;
    await beginJob(org.orgId, jobId);
    await readInBulk(org.orgId, jobId, new AbortController().signal);
    const job = await client('GET', `/crm/bulk/v8/read/${jobId}`);
    kept(`bulk read of ${module}`, [job.body, await filesOf(org.orgId, jobId)]);
  }
  kept('bulk write', await bulkWrite(world, client));
}

async function filesOf(orgId: string, fileId: string): Promise<string[]> {
  const zip = await buffer(await openFile(orgId, fileId, await readSealedFile({ orgId, fileId })));
  return Object.values(await unzip(zip)).map((file) => file.toString());
}

/** A record named by id is given a value that differs, or not, from the one it holds; the others stay to be asked for. */
async function bulkWrite({ org, ids }: World, client: Rest): Promise<unknown> {
  const file = new FormData();
  const csv = `id,Diagnosis,Weight\n${ids.ben},,70\n${ids.anna},,\n123,,\n`;
  file.append('file', new Blob([new Uint8Array(makeZip({ 'data.csv': csv }))]), 'data.zip');
  const form = new Response(file);
  const type = form.headers.get('content-type') ?? '';
  const uploaded = await client('POST', '/crm/v8/upload', new Uint8Array(await form.arrayBuffer()), {
    'content-type': type,
  });
  const resource = {
    type: 'data',
    module: { api_name: 'Contacts' },
    file_id: uploaded.body.details.file_id,
    find_by: 'id',
    ignore_empty: true,
  };
  const started = await client('POST', '/crm/bulk/v8/write', { operation: 'update', resource: [resource] });
  // Refused where the client's owner may not know a column of the file.
  if (started.status !== 201) return started.body;
  const jobId = started.body.details.id as string;
  await beginJob(org.orgId, jobId);
  await writeInBulk(org.orgId, jobId, new AbortController().signal);
  const job = await client('GET', `/crm/bulk/v8/write/${jobId}`);
  return [job.body, await filesOf(org.orgId, jobId)];
}
