/** Does the little work that the server asks for where many ask (`lib/platform/crypto/proof-of-work.ts`). */

const AT_ONCE = 256;

/**
 * Completes a challenge: `<challenge>.<number>`, whose SHA-256 begins with as many zero bits as the challenge says.
 * @throws where the browser has no digests: on a page of another host than this machine's without TLS.
 */
export async function solveProof(challenge: string): Promise<string> {
  const bits = Number(challenge.split('.')[1]);
  const encoder = new TextEncoder();
  for (let from = 0; ; from += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, (_, i) => `${challenge}.${from + i}`);
    // In the browser's own threads: the page stays quick.
    const digests = await Promise.all(tries.map((text) => crypto.subtle.digest('SHA-256', encoder.encode(text))));
    const found = digests.findIndex((digest) => isEnough(new Uint8Array(digest), bits));
    if (found !== -1) return tries[found] as string;
  }
}

function isEnough(digest: Uint8Array, bits: number): boolean {
  const whole = Math.floor(bits / 8);
  return digest.subarray(0, whole).every((byte) => byte === 0) && (digest[whole] ?? 0) < 256 >> (bits % 8);
}
