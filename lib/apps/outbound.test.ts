/**
 * Against servers on this machine, by TLS, with `send` in a process whose environment asks for what it must not do: proxies,
 * no verification, a lenient parser. Where time decides, the other side never ends: what comes out is the same on any machine.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { OutboundError, send } from './outbound';
import { exchange } from './outbound/exchange';
import { certify, makeAuthority } from './testing/certificates';
import { answerText, type Behaviour, type Sink, startSink } from './testing/sink';
import { type Failure, type Names, type Outbound, type Said, startOutbound } from './testing/start-outbound';

const HERE = ['127.0.0.1'];
const SHORT = { timeoutMs: 400 };
const MIB = 1024 * 1024;

const authority = makeAuthority();
const server = certify(authority, ['app.test', 'other.test', '127.0.0.1']);
const folder = mkdtempSync(join(tmpdir(), 'careledger-outbound-'));
let outbound: Outbound;
let proxy: Sink;
const sinks: Sink[] = [];

beforeAll(async () => {
  writeFileSync(join(folder, 'authority.pem'), authority.cert);
  proxy = await startSink((socket) => socket.end(answerText(200, 'the proxy')));
  const url = `http://127.0.0.1:${proxy.port}`;
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
  outbound = await startOutbound({
    ...process.env,
    ...Object.fromEntries(proxies.map((name) => [name, url])),
    NO_PROXY: '',
    no_proxy: '',
    NODE_USE_ENV_PROXY: '1',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_OPTIONS: '--insecure-http-parser --tls-min-v1.0 --no-warnings',
    NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
  });
});

afterEach(async () => {
  await Promise.all(sinks.splice(0).map((sink) => sink.close()));
});

afterAll(async () => {
  outbound?.stop();
  await proxy?.close();
  rmSync(folder, { recursive: true, force: true });
});

const serve = async (behave: Behaviour, tls: Parameters<typeof startSink>[1] = server, greeting?: string) => {
  const sink = await startSink(behave, tls, greeting);
  sinks.push(sink);
  return sink;
};

const always =
  (answer: string | Buffer): Behaviour =>
  (socket) =>
    socket.write(answer);

interface Asked {
  names?: Names;
  allowed?: readonly string[];
  limits?: { timeoutMs?: number; answerBytes?: number };
  headers?: Record<string, string>;
  method?: 'GET' | 'POST';
  body?: string;
}

const ask = (url: string, { names = { 'app.test': [HERE] }, allowed = HERE, limits = {}, ...request }: Asked = {}) =>
  outbound.send({ request: { method: 'GET', url, ...request }, allowed, limits, names });

const answered = ({ answer, failure }: Said) => {
  expect(failure).toBeUndefined();
  return answer as NonNullable<typeof answer>;
};

const failed = ({ answer, failure }: Said): Failure => {
  expect(answer).toBeUndefined();
  expect(failure?.isOurs).toBe(true);
  return failure as Failure;
};

test('a request goes out as it was asked for, and its answer comes back whole', async () => {
  const sink = await serve(always(answerText(201, '{"id":"ü"}', { 'X-Id': '7', 'Set-Cookie': 'a=b' })));
  const headers = { 'Content-Type': 'application/json', 'webhook-id': 'm1' };
  const url = `https://app.test:${sink.port}/hook/a?b=c%20d`;
  const answer = answered(await ask(url, { method: 'POST', body: '{"é":1}', headers }));
  expect(answer).toEqual({
    status: 201,
    headers: { 'x-id': '7', 'content-length': '11' },
    body: '{"id":"ü"}',
    durationMs: expect.any(Number),
  });
  expect(sink.connections).toEqual(['app.test']);
  const [head = '', body] = sink.requests[0]?.split('\r\n\r\n') ?? [];
  expect(Buffer.from(body ?? '', 'latin1').toString()).toBe('{"é":1}');
  expect(head.split('\r\n').map((line) => line.toLowerCase())).toEqual([
    'post /hook/a?b=c%20d http/1.1',
    'user-agent: careledger',
    'accept: */*',
    'content-type: application/json',
    'webhook-id: m1',
    `host: app.test:${sink.port}`,
    'accept-encoding: identity',
    'content-length: 8',
    'connection: keep-alive',
  ]);
});

test('one connection serves what follows to the same name, and no other name', async () => {
  const sink = await serve(always(answerText(200)));
  const names = { 'app.test': [HERE], 'other.test': [HERE] };
  for (let count = 0; count < 5; count += 1) answered(await ask(`https://app.test:${sink.port}/`, { names }));
  answered(await ask(`https://other.test:${sink.port}/`, { names }));
  answered(await ask(`https://127.0.0.1:${sink.port}/`, { names }));
  expect(sink.requests).toHaveLength(7);
  expect(sink.connections).toEqual(['app.test', 'other.test', '']);
});

test('an endpoint that is down is no connection', async () => {
  const sink = await serve(always(''));
  await sink.close();
  const failure = failed(await ask(`https://app.test:${sink.port}/`));
  expect(failure).toMatchObject({ reason: 'no_connection', facts: { code: 'ECONNREFUSED', phase: 'connecting' } });
});

test('the next address of a name is tried when the first is down', async () => {
  const sink = await serve(always(answerText(200, 'here')));
  const names = { 'app.test': [['127.0.0.2', '::1', '127.0.0.1']] };
  const said = await ask(`https://app.test:${sink.port}/`, { names, allowed: ['127.0.0.0/8', '::1'] });
  expect(answered(said).body).toBe('here');
});

test.each([
  ['ENOTFOUND', 'no_such_host'],
  ['ENODATA', 'no_such_host'],
  ['EAI_AGAIN', 'no_connection'],
])('a name that comes to %s is told as %s', async (code, reason) => {
  expect(failed(await ask('https://app.test/', { names: { 'app.test': code } })).reason).toBe(reason);
});

test('a name without addresses is no host', async () => {
  expect(failed(await ask('https://app.test/', { names: { 'app.test': [[]] } })).reason).toBe('no_such_host');
});

test('a name server that never answers is given up in time', async () => {
  const said = await ask('https://app.test/', { names: { 'app.test': 'silent' }, limits: SHORT });
  expect(failed(said).reason).toBe('timeout');
});

test('who takes a connection and then says nothing is given up in time', async () => {
  const deaf = await serve(() => {}, null);
  expect(failed(await ask(`https://app.test:${deaf.port}/`, { limits: SHORT })).reason).toBe('timeout');
  const dumb = await serve(() => {});
  expect(failed(await ask(`https://app.test:${dumb.port}/`, { limits: SHORT })).reason).toBe('timeout');
  expect(dumb.requests).toHaveLength(1);
});

const forEver = (socket: Socket, text: string) => {
  const timer = setInterval(() => socket.write(text), 20);
  socket.on('close', () => clearInterval(timer));
};

test.each<[string, string, string]>([
  ['the head', 'HTTP/1.1 200 OK\r\nX-Slow: ', 'a'],
  ['the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n', 'a'],
  ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\na\r\n'],
])('trickling does not prolong the time: %s', async (_, first, more) => {
  const sink = await serve((socket) => {
    socket.write(first);
    forEver(socket, more);
  });
  expect(failed(await ask(`https://app.test:${sink.port}/`, { limits: SHORT })).reason).toBe('timeout');
});

test('an answer may end with its connection', async () => {
  const sink = await serve((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nold'));
  expect(answered(await ask(`https://app.test:${sink.port}/`)).body).toBe('old');
});

test('an answer that is shorter than it said is none', async () => {
  const sink = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort'));
  expect(failed(await ask(`https://app.test:${sink.port}/`)).reason).toBe('bad_answer');
});

test('what comes behind the length of an answer is not the answer to the next request', async () => {
  const forged = answerText(200, 'forged').toString();
  const sink = await serve((socket, request) =>
    socket.write(request.includes('/first') ? `${answerText(200, 'first')}${forged}` : answerText(200, 'second')),
  );
  const { answer } = await ask(`https://app.test:${sink.port}/first`);
  expect([undefined, 'first']).toContain(answer?.body);
  expect(answered(await ask(`https://app.test:${sink.port}/second`)).body).toBe('second');
  expect(sink.connections).toHaveLength(2);
});

test('a kept connection over which something comes unasked is not used again', async () => {
  let sent: Socket | undefined;
  const sink = await serve((socket, request) => {
    sent ??= socket;
    socket.write(answerText(200, request.includes('/first') ? 'first' : 'second'));
  });
  expect(answered(await ask(`https://app.test:${sink.port}/first`)).body).toBe('first');
  const hungUp = new Promise((resolve) => sent?.once('close', resolve));
  sent?.write(answerText(200, 'forged'));
  await hungUp;
  expect(answered(await ask(`https://app.test:${sink.port}/second`)).body).toBe('second');
});

const pour =
  (head: string, piece: Buffer): Behaviour =>
  (socket) => {
    socket.write(head);
    const more = () => {
      while (!socket.destroyed && socket.bytesWritten < 1024 * MIB) {
        if (!socket.write(piece)) return socket.once('drain', more);
      }
    };
    more();
  };

test.each([
  ['that says so', 'HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n', Buffer.alloc(64 * 1024)],
  [
    'in chunks',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    Buffer.from(`10000\r\n${'a'.repeat(65_536)}\r\n`),
  ],
  ['up to the end', 'HTTP/1.1 200 OK\r\n\r\n', Buffer.alloc(64 * 1024)],
  ['of headers', 'HTTP/1.1 200 OK\r\n', Buffer.from(`X-Long: ${'a'.repeat(4_096)}\r\n`)],
])('an answer of 1 GB %s is hung up on after a little of it', async (_, head, piece) => {
  const sink = await serve(pour(head, piece));
  expect(failed(await ask(`https://app.test:${sink.port}/`)).reason).toBe('too_large');
  await expect.poll(() => sink.written()).toBeGreaterThan(0);
  // What the two ends of the wire hold in buffers is more than what was read.
  expect(sink.written()).toBeLessThan(32 * MIB);
});

test('an answer may be as long as the limit, and no byte longer', async () => {
  const sink = await serve((socket, request) =>
    socket.write(answerText(200, 'a'.repeat(Number(request.split('/')[1]?.split(' ')[0])))),
  );
  const limits = { answerBytes: 1_000 };
  expect(answered(await ask(`https://app.test:${sink.port}/1000`, { limits })).body).toHaveLength(1_000);
  expect(failed(await ask(`https://app.test:${sink.port}/1001`, { limits })).reason).toBe('too_large');
});

const PACKED = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
] as const;

test.each(PACKED)('an answer packed by %s is unpacked, and a bomb is not', async (coding, pack) => {
  const bomb = pack(Buffer.alloc(64 * MIB));
  expect(bomb.length).toBeLessThan(MIB);
  const sink = await serve((socket, request) => {
    const body = request.includes('/bomb') ? bomb : pack(Buffer.from('unpacked'));
    socket.write(
      answerText(200, request.includes('/broken') ? body.subarray(0, -2) : body, { 'Content-Encoding': coding }),
    );
  });
  expect(answered(await ask(`https://app.test:${sink.port}/`)).body).toBe('unpacked');
  expect(failed(await ask(`https://app.test:${sink.port}/bomb`)).reason).toBe('too_large');
  expect(failed(await ask(`https://app.test:${sink.port}/broken`)).reason).toBe('bad_answer');
});

test.each(['gzip, gzip', 'zstd', 'compress', 'something'])('an answer packed by %s is not taken', async (coding) => {
  const sink = await serve(always(answerText(200, gzipSync('packed'), { 'Content-Encoding': coding })));
  expect(failed(await ask(`https://app.test:${sink.port}/`)).reason).toBe('bad_answer');
});

test.each([301, 302, 303, 307, 308])('a redirect is an answer, and nobody follows it: %i', async (status) => {
  const inside = await serve(always(answerText(200, 'inside')), null);
  const location = `http://127.0.0.1:${inside.port}/`;
  const sink = await serve(always(answerText(status, '', { Location: location })));
  expect(answered(await ask(`https://app.test:${sink.port}/`))).toMatchObject({ status, headers: { location } });
  expect(inside.connections).toEqual([]);
});

test('a name is looked up once for a request: what it says a moment later changes nothing', async () => {
  const sink = await serve(always(answerText(200, 'as looked up')));
  const names = { 'app.test': [HERE, ['10.0.0.1'], ['169.254.169.254']] };
  const said = await ask(`https://app.test:${sink.port}/`, { names });
  expect(answered(said).body).toBe('as looked up');
  expect(said.looks).toBe(1);
});

test('a name that has moved inside is refused, though a connection to where it was is kept', async () => {
  const sink = await serve(always(answerText(200)));
  answered(await ask(`https://app.test:${sink.port}/`));
  const failure = failed(await ask(`https://app.test:${sink.port}/`, { names: { 'app.test': [['10.0.0.1']] } }));
  expect(failure).toMatchObject({ reason: 'refused_address', facts: { address: '10.0.0.1' } });
  expect(sink.requests).toHaveLength(1);
});

test('a connection that is kept serves nobody once its address is no longer allowed', async () => {
  const sink = await serve(always(answerText(200)));
  answered(await ask(`https://app.test:${sink.port}/`));
  expect(failed(await ask(`https://app.test:${sink.port}/`, { allowed: [] })).reason).toBe('refused_address');
  expect(failed(await ask(`https://app.test:${sink.port}/`, { allowed: ['10.0.0.0/8'] })).reason).toBe(
    'refused_address',
  );
  expect(sink.requests).toHaveLength(1);
});

test.each([
  [['93.184.216.34', '10.0.0.1']],
  [['127.0.0.1', '10.0.0.1']],
  [['10.0.0.1', '127.0.0.1']],
  [['127.0.0.1', '::ffff:10.0.0.1']],
  [['127.0.0.1', 'nonsense']],
])('one address of a name that may not be reached refuses all: %j', async (addresses) => {
  const sink = await serve(always(answerText(200)));
  const said = await ask(`https://app.test:${sink.port}/`, { names: { 'app.test': [addresses] } });
  expect(failed(said).reason).toBe('refused_address');
  expect(sink.connections).toEqual([]);
});

test.each([
  '127.0.0.1',
  '2130706433',
  '0x7f.1',
  '0177.1',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  'localhost',
])('nothing is sent to this machine itself: %s', async (host) => {
  const sink = await serve(always(answerText(200)));
  for (const scheme of ['https', 'http']) {
    expect(failed(await ask(`${scheme}://${host}:${sink.port}/`, { allowed: [] })).reason).toBe('refused_address');
  }
  expect(sink.connections).toEqual([]);
});

test('an address of this machine is refused even when it is one of the public internet', async () => {
  const sink = await serve(always(answerText(200)), null);
  const leg = { url: new URL(`http://app.test:${sink.port}/`), servername: 'app.test', address: '127.0.0.1' };
  const rest = {
    isPublic: true,
    connectMs: undefined,
    answerBytes: MIB,
    ca: undefined,
    before: undefined,
    stop: new AbortController().signal,
  };
  const asked = exchange({ ...leg, ...rest }, { method: 'GET', headers: {}, body: undefined });
  await expect(asked).rejects.toMatchObject({ reason: 'refused_address' });
  expect(sink.requests).toEqual([]);
});

test('without TLS nothing goes to the public internet, whatever is allowed', async () => {
  const names = { 'app.test': [['93.184.216.34']] };
  for (const allowed of [[], ['93.184.216.34'], ['0.0.0.0/0']]) {
    const failure = failed(await ask('http://app.test/', { names, allowed }));
    expect(failure).toMatchObject({ reason: 'refused_address', message: expect.stringContaining('Without TLS') });
  }
});

test('without TLS an allowed address inside is reached', async () => {
  const sink = await serve(always(answerText(200, 'plain')), null);
  expect(answered(await ask(`http://app.test:${sink.port}/`)).body).toBe('plain');
});

test.each([
  ['for another name', () => certify(authority, ['elsewhere.test'])],
  ['that has ended', () => certify(authority, ['app.test'], 1)],
  ['of an authority that nobody knows', () => certify(makeAuthority(), ['app.test'])],
])('a server with a certificate %s is sent nothing, also where the environment says not to look', async (_, make) => {
  const sink = await serve(always(answerText(200)), make());
  expect(failed(await ask(`https://app.test:${sink.port}/`, { method: 'POST', body: 'secret' })).reason).toBe('tls');
  expect(sink.requests).toEqual([]);
});

test('an address without a name is looked for in the certificate too', async () => {
  const sink = await serve(always(answerText(200)), certify(authority, ['app.test']));
  expect(failed(await ask(`https://127.0.0.1:${sink.port}/`)).reason).toBe('tls');
});

test('who speaks no TLS, or an old one, is sent nothing', async () => {
  const plain = await serve(() => {}, null, '220 mail.example ESMTP\r\n');
  expect(failed(await ask(`https://app.test:${plain.port}/`)).reason).toBe('tls');
  expect(plain.requests).toEqual([]);
  const old = await serve(always(answerText(200)), {
    ...server,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'ALL:@SECLEVEL=0',
  });
  expect(failed(await ask(`https://app.test:${old.port}/`)).reason).toBe('tls');
  expect(old.requests).toEqual([]);
});

const OK = 'HTTP/1.1 200 OK\r\n';

test.each([
  ['another protocol', '220 mail.example ESMTP\r\n\r\n', 'bad_answer'],
  ['HTML without a head', '<html></html>\r\n\r\n', 'bad_answer'],
  ['a request', 'GET / HTTP/1.1\r\n\r\n', 'bad_answer'],
  ['a status of letters', 'HTTP/1.1 OK OK\r\n\r\n', 'bad_answer'],
  ['another version', 'HTTP/9.9 200 OK\r\n\r\n', 'bad_answer'],
  ['a header without a name', `${OK}: nothing\r\n\r\n`, 'bad_answer'],
  ['a space before the colon', `${OK}Content-Length : 2\r\n\r\nok`, 'bad_answer'],
  ['a folded header', `${OK}X-A: a\r\n\u0000\r\n\r\n`, 'bad_answer'],
  ['two lengths', `${OK}Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!`, 'bad_answer'],
  ['a length below nothing', `${OK}Content-Length: -2\r\n\r\nok`, 'bad_answer'],
  ['a length and chunks', `${OK}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 'bad_answer'],
  ['chunks of no length', `${OK}Transfer-Encoding: chunked\r\n\r\nxyz\r\nok\r\n0\r\n\r\n`, 'bad_answer'],
  ['another protocol from now on', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', 'bad_answer'],
  ['hints without end', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(50), 'bad_answer'],
  ['a head of 32 KiB', `${OK}X-Long: ${'a'.repeat(32 * 1024)}\r\n\r\n`, 'too_large'],
  ['nothing', '', 'no_connection'],
])('what is no answer in HTTP is told as such: %s', async (_, text, reason) => {
  const sink = await serve((socket) => socket.end(text, 'latin1'));
  expect(failed(await ask(`https://app.test:${sink.port}/`)).reason).toBe(reason);
});

test('an error holds nothing that was sent or answered', async () => {
  const answer = 'HTTP/1.1 200 OK\r\nX-Private: a-secret\r\nContent-Length: x\r\n\r\na-secret';
  const sink = await serve((socket) => socket.end(answer));
  const asked = { method: 'POST', body: 'a-secret', headers: { authorization: 'a-secret' } } as const;
  for (const url of [`https://app.test:${sink.port}/`, 'https://app.test:1/', 'http://8.8.8.8/', 'https://a b/']) {
    const failure = failed(await ask(`${url}?key=a-secret`, asked));
    expect(JSON.stringify(failure)).not.toContain('a-secret');
  }
});

test.each(['Host', 'content-length', 'Transfer-Encoding', 'connection', 'Proxy-Authorization', 'Accept-Encoding'])(
  'the header %s is ours to set',
  async (name) => {
    const asked = send({ method: 'GET', url: 'https://127.0.0.1/', headers: { [name]: '1' } }, HERE);
    await expect(asked).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(name) });
  },
);

test.each<Record<string, string>>([
  { 'x-a': 'b\r\nx-c: a-secret' },
  { 'x-a': 'a-secret\u0000' },
  { 'x-a': 'a-secret…' },
  { 'a-secret: x\r\n': '1' },
])('a header with signs that none may have is refused without being repeated: %j', async (headers) => {
  const asked = send({ method: 'GET', url: 'https://127.0.0.1/', headers }, HERE);
  await expect(asked).rejects.toMatchObject({ code: 'invalid', message: expect.not.stringContaining('a-secret') });
});

test('a wrong address is told in words, by reason', async () => {
  const asked = send({ method: 'GET', url: 'https://user@example.org/' }, []);
  await expect(asked).rejects.toBeInstanceOf(OutboundError);
  await expect(asked).rejects.toMatchObject({ reason: 'bad_address', message: expect.stringContaining('user name') });
});

test('many requests at once share a few connections', async () => {
  const sink = await serve(always(answerText(200, 'one of many')));
  const all = await Promise.all(Array.from({ length: 200 }, () => ask(`https://app.test:${sink.port}/`)));
  expect(all.map((said) => answered(said).body)).toEqual(Array(200).fill('one of many'));
  expect(sink.connections.length).toBeLessThanOrEqual(64);
});

test('no proxy that the environment names was ever spoken to', () => {
  expect(proxy.connections).toEqual([]);
});
