import { invalid } from '@/lib/platform/errors';

/** The name of an uploaded file, percent-encoded in a header: a name may name a patient, and URLs are logged. @throws invalid */
export function readFileName(headers: Headers): string {
  try {
    return decodeURIComponent(headers.get('x-file-name') ?? 'file');
  } catch {
    throw invalid('The file has no readable name.');
  }
}
