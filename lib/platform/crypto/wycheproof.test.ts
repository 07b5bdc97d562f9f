import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decrypt, encrypt } from './aead';
import { hkdf } from './kdf';
import { mac, truncate } from './mac';
import { OpenError } from './open-error';
import aesGcm from './testdata/aes-gcm.json';
import hkdfSha256 from './testdata/hkdf-sha256.json';
import hmacSha256 from './testdata/hmac-sha256.json';

const hex = (text: string) => Buffer.from(text, 'hex');

describe('AES-256-GCM agrees with Wycheproof', () => {
  test.each(aesGcm.tests)('$tcId $comment: $result', ({ key, iv, aad, msg, ct, tag, result }) => {
    const secret = createSecretKey(hex(key));
    const sealed = { ciphertext: hex(ct), tag: hex(tag) };
    if (result === 'valid') {
      expect(encrypt(secret, hex(iv), hex(aad), hex(msg))).toEqual(sealed);
      expect(decrypt(secret, hex(iv), hex(aad), sealed)).toEqual(hex(msg));
    } else {
      expect(() => decrypt(secret, hex(iv), hex(aad), sealed)).toThrow(OpenError);
    }
  });
});

describe('HKDF-SHA-256 agrees with Wycheproof', () => {
  test.each(hkdfSha256.tests)('$tcId $comment: $result', ({ ikm, salt, info, size, okm, result }) => {
    const derive = () => hkdf(createSecretKey(hex(ikm)), hex(info), size, hex(salt)).toString('hex');
    if (result === 'valid') expect(derive()).toBe(okm);
    else expect(derive).toThrow();
  });
});

describe('HMAC-SHA-256, whole and truncated, agrees with Wycheproof', () => {
  test.each(hmacSha256.tests)('$tcId $comment: $result', ({ key, msg, tag, tagBits, result }) => {
    const made = truncate(mac(createSecretKey(hex(key)), hex(msg)), tagBits).toString('hex');
    if (result === 'valid') expect(made).toBe(tag);
    else expect(made).not.toBe(tag);
  });
});
