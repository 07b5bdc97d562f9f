import { DATA_POLICY } from './security-headers';

/** Headers of a file that people sent: never shown inline, since it may be active content, whatever it calls itself. */
export const downloadHeaders = ({ name, sizeBytes }: { name: string; sizeBytes: number }): Record<string, string> => ({
  'content-type': 'application/octet-stream',
  'content-length': String(sizeBytes),
  'content-disposition': `attachment; filename*=UTF-8''${encoded(name)}`,
  'x-content-type-options': 'nosniff',
  'content-security-policy': DATA_POLICY,
});

/** As RFC 8187 writes it: stricter than a URL. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
