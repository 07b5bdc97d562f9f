/** Where two connected apps of a spec lead: a webhook, and a fake of Zoho Desk that checks requests as Zoho describes them. */
import { type FakeServer, startFake } from '@/lib/apps/testing/fake-server';
import { fakeDesk } from '@/lib/apps/testing/fakes/desk';
import { type Hook, startHook } from '@/lib/apps/testing/hook';
import { expect } from './people';

export interface Sinks {
  lab: Hook;
  desk: FakeServer;
  close(): Promise<unknown>;
}

export async function startSinks(): Promise<Sinks> {
  const [lab, desk] = [await startHook(), await startFake(fakeDesk())];
  return { lab, desk, close: () => Promise.all([lab.close(), desk.close()]) };
}

type Values = Record<string, unknown>;

/** What the webhook was told of a record under this first name, once it came. */
export async function toldToLab({ lab }: Sinks, firstName: string): Promise<{ type: string; values: Values }> {
  const find = () => lab.received.find(({ values }) => values.First_Name === firstName);
  await expect.poll(find, `${firstName} at the webhook`).toBeTruthy();
  const { type = '', values = {} } = find() ?? {};
  return { type, values };
}

/** What Desk was sent of a record under this first name, once it came. */
export async function sentToDesk(sinks: Sinks, firstName: string): Promise<{ asked: string; contact: Values }> {
  const find = () => contactsAt(sinks).find(({ json }) => (json as Values).firstName === firstName);
  await expect.poll(find, `${firstName} at Desk`).toBeTruthy();
  const { method, path, json } = find() ?? { method: '', path: '', json: {} };
  return { asked: `${method} ${path}`, contact: json as Values };
}

/** All that Desk was asked about contacts, in order: `POST /api/v1/contacts`. */
export const askedOfDesk = (sinks: Sinks): string[] => contactsAt(sinks).map(({ method, path }) => `${method} ${path}`);

const contactsAt = ({ desk }: Sinks) => desk.requests.filter(({ path }) => path.startsWith('/api/v1/contacts'));

/** Everything that came to either, as it came. */
export const everythingAt = ({ lab, desk }: Sinks): string =>
  [...lab.received, ...desk.requests].map(({ body }) => body).join('\n');
