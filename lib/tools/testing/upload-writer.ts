/**
 * A process in the middle of an upload until it is killed. Started by `lib/chat/files/files.test.ts` with the visitor's
 * context and conversation as JSON; prints a dot once a good part has been given to the verb.
 */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { attachChatFile } from '@/lib/chat/files/attach';

const { ctx, conversationId, line } = JSON.parse(process.argv[2] ?? '');

async function* slowly(): AsyncGenerator<Buffer> {
  for (let n = 0; n < 40; n += 1) yield Buffer.from(line.repeat(2_000));
  process.stdout.write('.');
  for (;;) await wait(1_000);
}

const source = Readable.from(slowly(), { objectMode: false });
await attachChatFile(ctx, { conversationId, clientId: randomUUID(), fileName: 'long.txt', source });
