/** An authenticator in software, for tests without a browser: one passkey, ES256, with a counter that a test may set. */
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { NewPasskey, PasskeyAnswer } from '@/lib/people/factors/schemas';

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();

/** Of CBOR, as much as a passkey needs: whole numbers, bytes, texts and maps. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  if (typeof value === 'number') return value >= 0 ? headOf(0, value) : headOf(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([headOf(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([headOf(2, value.length), value]);
  const pairs = [...value].flatMap(([key, one]) => [cbor(key), cbor(one as never)]);
  return Buffer.concat([headOf(5, value.size), ...pairs]);
}

function headOf(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  if (count < 256) return Buffer.from([(major << 5) | 24, count]);
  return Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
}

export interface SoftAuthenticator {
  counter: number;
  /** Answers what a site asks to be made. */
  make(asked: { challenge: string; user: { id: string } }, name?: string): NewPasskey;
  /** Answers what a site asks to be signed. */
  sign(asked: { challenge: string }, flaw?: Flaw): PasskeyAnswer;
}

/** What is wrong with an answer. */
export interface Flaw {
  origin?: string;
  /** The person was not verified. */
  unverified?: boolean;
  rpId?: string;
}

export function softAuthenticator(origin: string): SoftAuthenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  const bytes = (text: string) => Buffer.from(text, 'base64url');
  const key = cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]),
  );
  const text = (data: Buffer) => data.toString('base64url');
  const said = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const head = (rpId: string, flags: number, counter: number) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
  };
  let handle = '';
  const own: SoftAuthenticator = {
    counter: 0,
    make({ challenge, user }, name = 'Passkey') {
      handle = user.id;
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const authData = Buffer.concat([head(new URL(origin).hostname, 0x45, own.counter), credential]);
      const attestation = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      );
      const response = {
        clientDataJSON: text(said('webauthn.create', challenge, origin)),
        attestationObject: text(attestation),
      };
      const made = { id: text(id), rawId: text(id), type: 'public-key', response, clientExtensionResults: {} } as const;
      return { name, response: made };
    },
    sign({ challenge }, { origin: from = origin, unverified = false, rpId = new URL(origin).hostname } = {}) {
      const client = said('webauthn.get', challenge, from);
      const authenticatorData = head(rpId, unverified ? 0x01 : 0x05, own.counter);
      const signature = createSign('sha256').update(authenticatorData).update(sha256(client)).sign(privateKey);
      const response = {
        clientDataJSON: text(client),
        authenticatorData: text(authenticatorData),
        signature: text(signature),
        userHandle: handle,
      };
      return {
        response: { id: text(id), rawId: text(id), type: 'public-key', response, clientExtensionResults: {} },
      };
    },
  };
  return own;
}
