/**
 * Our own key for a provider of SAML: with it we sign our requests, and open what the provider encrypted for us. Its certificate says
 * nothing but that the key is ours: the provider is given it by hand, or reads it in our metadata. It is kept as the rest of a
 * connection is, sealed.
 */
import 'reflect-metadata';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';

export interface SamlKey {
  /** PEM. */
  privateKey: string;
  certificate: string;
}

const BITS = 3_072;
const YEARS = 10;

export async function makeSamlKey(at: Date): Promise<SamlKey> {
  // Once the polyfill is there: a bundle may bring the two into another order.
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const signingAlgorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: BITS,
    publicExponent: Uint8Array.from([1, 0, 1]),
  };
  const keys = await webcrypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
  const end = new Date(at);
  end.setUTCFullYear(at.getUTCFullYear() + YEARS);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // Positive, whatever comes: a serial number is a signed one.
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    name: 'CN=Careledger',
    notBefore: at,
    notAfter: end,
    signingAlgorithm,
    keys,
  });
  const privateKey = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privateKey: privateKey.trim(), certificate: certificate.toString('pem').trim() };
}
