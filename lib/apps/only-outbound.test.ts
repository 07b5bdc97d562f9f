/** Connections to what others run are opened by `lib/apps/outbound.ts` alone. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from '@/lib/tools/dev/import-graph';

const NETWORK = /^(node:)?(https?|http2|net|tls|dgram|dns|dns\/promises|undici|ws|axios|got|node-fetch|nodemailer)$/;
const CALLS =
  /(?<![.\w])fetch\(|\b(globalThis|window|self)\.fetch\b|\b(XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b(?=\()/;
const OUTBOUND = /^lib\/apps\/outbound(\.ts|\/)/;
const TOOLING = /^lib\/tools\/|\/testing\//;

/** Who else imports what opens connections, and why that is none to the outside. */
const IMPORTING: Record<string, string> = {
  'lib/platform/files/clamd.ts': "the organisation's own scanner, at the place that CLAMD_SOCKET names",
  'lib/people/outbox/smtp.ts': "the organisation's own mail server, at the place that SMTP_URL names",
  'lib/ways-in/http/front-server.ts': 'listens',
  'lib/ways-in/http/client-address.ts': 'reads an address, connects to none',
  'lib/protection/ledger/forms/cef.ts': 'the same',
  'lib/protection/ledger/forms/ocsf.ts': 'the same',
};

/** Who else calls, in the browser: always the server that the page came from. */
const CALLING: Record<string, string> = {
  'components/admin/developers/try-call.tsx': 'tries our own API',
  'components/chat/answers.ts': 'the chat of the console',
  'components/chat/conversation/upload-file.ts': 'a file for a conversation',
  'components/one-time-link/post.ts': 'opens an extract; opens and signs an agreement',
  'components/chat/live/use-hints.ts': 'the stream of hints',
  'components/chat/widget/frame/api.ts': 'the widget in its frame, which is of our origin',
  'components/chat/widget/frame/upload.ts': 'the same',
  'components/jobs/use-job.ts': 'the state of a job',
  'components/people/notices/use-unread.ts': 'notices',
  'components/people/users/sso-button.tsx': 'begins a sign-in',
  'components/ui/use-upload.ts': 'a file for an import or a record',
};

const files = sourceFiles(['app', 'components', 'lib'])
  .concat('proxy.ts', 'instrumentation.ts')
  .filter((file) => !TOOLING.test(file) && !OUTBOUND.test(file));

/** The code without its comments. */
const codeOf = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

test('nothing but outbound.ts imports what opens connections, save those with a reason', () => {
  const found = files.filter((file) => importsOf(file).some(({ to, typeOnly }) => !typeOnly && NETWORK.test(to)));
  expect(found.sort()).toEqual(Object.keys(IMPORTING).sort());
});

test('nothing calls fetch or the like, save in the browser to ourselves', () => {
  expect(files.filter((file) => CALLS.test(codeOf(file))).sort()).toEqual(Object.keys(CALLING).sort());
});

test.each(['await fetch(url)', 'globalThis.fetch(url)', 'new XMLHttpRequest()', 'navigator.sendBeacon(url)'])(
  'is found: %s',
  (code) => expect(code).toMatch(CALLS),
);

test.each(['app.fetch(request)', 'prefetch(url)', "import type { IncomingMessage } from 'node:http';"])(
  'is no call: %s',
  (code) => expect(code).not.toMatch(CALLS),
);
