/** Lives through a drawn world: turns switches, writes records, delivers, and sets what each app heard beside the rule. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { getModule } from '@/lib/crm/modules/definition';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { Act } from '../../connections/connection';
import { askRemovals } from '../../deliveries/ask-removals';
import { connectHook, deliver, destinationNow } from '../connected';
import { healthDataIn, type TheAgreement, theRule } from '../the-rule';
import { agree, agreementThat, today } from './agree';
import { connectDesk } from './connect-desk';
import type { DrawnApp, DrawnStage, DrawnWorld } from './draw';
import type { Listening } from './listening';
import { type Done, Records } from './records';
import { type Clinic, startSettings, takeTurn } from './settings';
import { asOnWire, toDesk, toHook } from './wire';

export interface Lived {
  /** Acts on records times apps: of each the rule says what the app is to hear, or that it is to hear nothing. */
  cases: number;
  /** How many, by what the rule says. */
  heard: Record<string, number>;
  /** What an app heard that the rule does not say, or did not hear that it says. */
  unlike: object[];
}

interface LiveApp {
  /** Under which it listens. */
  key: string;
  id: Id;
  drawn: DrawnApp;
  place: string;
  agreements: TheAgreement[];
  /** What it has, by record: under the id that it gave, if it gives any. */
  has: Map<Id, { remoteId: string | null; fields: readonly string[] }>;
  /** What the accounting is to say of it, line by line. */
  accounted: string[];
}

const LONGEST_IN_DESK = { firstName: 40, lastName: 200, email: 255, phone: 50, title: 100 };

export async function live(world: DrawnWorld, listening: Listening): Promise<Lived> {
  const org = await makeHealthOrg();
  const { fields } = getModule(await org.metadata(), 'Contacts');
  const fieldIds = Object.fromEntries(fields.map(({ apiName, id }) => [apiName, id]));
  const clinic: Clinic = { org, settings: startSettings(), fieldIds };
  for (const field of world.encryptedOnly) {
    await takeTurn(clinic, { do: 'mark', field, encrypt: true });
    await takeTurn(clinic, { do: 'unmark', field });
  }
  await takeTurn(clinic, { do: 'confirm' });
  const chief = await addContact(org, { Last_Name: 'Chief', First_Name: 'The' });
  const apps = await Promise.all(world.apps.map((drawn) => connect(clinic, drawn, listening)));
  const records = new Records(org, chief);
  const lived: Lived = { cases: 0, heard: {}, unlike: [] };
  for (const stage of world.stages) {
    const day = today();
    await prepare(clinic, apps, stage);
    for (const act of [() => closing(org, records), () => records.act(stage.acts)]) {
      const done = await act();
      await Promise.all(apps.map(({ id }) => deliver(org, id)));
      if (today() !== day) return lived;
      for (const app of apps) compare({ clinic, app, day, done, listening }, lived);
    }
  }
  for (const app of apps) {
    const lines = await accountingOf(org, app.id);
    if (!isDeepStrictEqual(lines.sort(), app.accounted.sort()))
      lived.unlike.push({ accounting: lines, instead: app.accounted, app: app.drawn });
  }
  return lived;
}

/** No record changes; what the turns closed is asked for. */
async function closing(org: TestOrg, records: Records): Promise<Done[]> {
  await askRemovals(org.orgId);
  return records.now;
}

async function accountingOf(org: TestOrg, connectionId: Id): Promise<string[]> {
  const rows = await ownerSql()<{ id: Id; fields: string[] }[]>`
    select r.record_id as id, d.fields from disclosures d
    join disclosure_records r on r.org_id = d.org_id and r.disclosure_id = d.id
    where d.org_id = ${org.orgId} and d.subject_id = ${connectionId} and d.exit = 'app'`;
  return rows.map(({ id, fields }) => `${id}: ${fields.toSorted().join(' ')}`);
}

async function connect({ org }: Clinic, drawn: DrawnApp, listening: Listening): Promise<LiveApp> {
  const made = await connectTo(org, drawn, listening);
  return { ...made, drawn, place: await destinationNow(org, made.id), agreements: [], has: new Map(), accounted: [] };
}

async function connectTo(org: TestOrg, drawn: DrawnApp, listening: Listening): Promise<{ id: Id; key: string }> {
  const { gets: fields, removesRestricted: removeRestricted } = drawn;
  const hears = drawn.hears as Act[];
  if (drawn.kind === 'zoho') {
    return connectDesk(org, listening, fields, { hears, removeRestricted });
  }
  const key = randomUUID();
  const address = listening.addressOf(key);
  const id = await connectHook(org, address, { acts: hears, fields, removeRestricted });
  return { id, key };
}

async function prepare(clinic: Clinic, apps: readonly LiveApp[], { turns, agreements }: DrawnStage): Promise<void> {
  for (const turn of turns) await takeTurn(clinic, turn);
  for (const [n, app] of apps.entries()) {
    app.agreements = (agreements[n] ?? []).map((is) => agreementThat(is, app.place));
  }
  await agree(
    clinic.org,
    apps.map(({ id, agreements: all }) => ({ connectionId: id, agreements: all })),
  );
}

interface Comparing {
  clinic: Clinic;
  app: LiveApp;
  day: string;
  done: readonly Done[];
  listening: Listening;
}

function compare({ clinic, app, day, done, listening }: Comparing, lived: Lived): void {
  const { drawn, has } = app;
  const heard = listening.heardBy(app.key);
  const place = { kind: drawn.kind, place: app.place, agreements: app.agreements };
  const isDesk = drawn.kind === 'zoho';
  const needs = isDesk ? ['lastName', 'email'] : [];
  const { hears, gets, removesRestricted } = drawn;
  const longest: Record<string, number> = isDesk ? LONGEST_IN_DESK : {};
  for (const { id, act, record } of done) {
    if (act !== 'closing') lived.cases += 1;
    const { fields, switches } = clinic.settings;
    const had = has.get(id);
    const about = { ...place, needs, longest, hears, gets, removesRestricted };
    const facts = {
      today: day,
      fields,
      switches,
      app: about,
      act,
      record,
      appHasIt: had !== undefined,
      appHas: had?.fields ?? [],
    };
    const message = theRule(facts);
    const isTakenBack = act === 'closing' && message !== null;
    const kind = message === null ? 'nothing' : `${message.what}${isTakenBack ? ' when a door closed' : ''}`;
    lived.heard[kind] = (lived.heard[kind] ?? 0) + 1;
    if (message === null) continue;
    const wire = isDesk ? toDesk(had?.remoteId ?? null, message) : toHook(id, message);
    const found = heard.findIndex((one) => isDeepStrictEqual(asOnWire(one), wire));
    const [answered] = found === -1 ? [] : heard.splice(found, 1);
    if (!answered) lived.unlike.push({ missing: wire, instead: heard.map(asOnWire), facts: structuredClone(facts) });
    const told = healthDataIn(message, facts);
    if (told.length > 0) app.accounted.push(`${id}: ${told.join(' ')}`);
    if (message.what === 'removed') has.delete(id);
    else has.set(id, { remoteId: had?.remoteId ?? answered?.gaveId ?? null, fields: message.has });
  }
  if (heard.length > 0) lived.unlike.push({ heard: heard.map(asOnWire), app: drawn, done });
}
