/** The worker's mailer: what is to be sent by mail is, within a second or two. Any number of workers may run one. */
import { setTimeout as wait } from 'node:timers/promises';
import { deliverMail } from '@/lib/people/outbox/deliver';
import { type Postman, postmanOf } from '@/lib/people/outbox/smtp';
import { clock } from '@/lib/platform/clock';
import { isAway } from '@/lib/platform/db/errors';
import { inTransaction } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';

const LOOK_EVERY_MS = 1_000;
const WAITS_FOR_SERVER_MS = 5_000;

export interface Mailer {
  /** Comes to the end of the mail it is sending, unless the server is silent: then another worker tries it again. */
  stop(): Promise<void>;
}

export function startMailer(): Mailer {
  const stopping = new AbortController();
  const running = loop(postmanOf(env()), stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await Promise.race([running, wait(WAITS_FOR_SERVER_MS, undefined, { ref: false })]);
    },
  };
}

async function loop(postman: Postman | null, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      for (const orgId of await orgsWithMail()) {
        if (stopping.aborted) return;
        // One organisation's trouble is no other's.
        await deliverMail(orgId, postman, clock.now(), stopping).catch((error) => logFailure(error, orgId));
      }
    } catch (error) {
      logFailure(error);
    }
    await wait(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => {});
  }
}

const orgsWithMail = async (): Promise<Id[]> => {
  const rows = await inTransaction((sql) => sql<{ id: Id }[]>`select app.orgs_with_mail() as id`);
  return rows.map(({ id }) => id);
};

function logFailure(error: unknown, orgId?: Id): void {
  if (!isAway(error)) log.error({ event: 'mail.not_sent', ...(orgId && { orgId }) });
}
