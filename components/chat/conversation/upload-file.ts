import { type Answer, failed, NO_ANSWER, problemOf } from '@/components/chat/answers';
import type { Id } from '@/lib/platform/ids';

/** Sends a file as a request's body. XMLHttpRequest, since fetch tells no upload's progress. */
export function uploadFile(
  conversationId: Id,
  { clientId, file }: { clientId: string; file: File },
  onPercent: (percent: number) => void,
  signal: AbortSignal,
): Promise<Answer<unknown>> {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.upload.onprogress = ({ loaded, total }) => onPercent(total > 0 ? Math.round((loaded / total) * 100) : 0);
    xhr.onload = () => {
      if (xhr.status < 300) resolve({ ok: true, value: null });
      else resolve(failed(problemOf(errorOf(xhr.responseText))));
    };
    xhr.onerror = () => resolve(failed(NO_ANSWER));
    xhr.onabort = () => resolve(failed(NO_ANSWER));
    signal.addEventListener('abort', () => xhr.abort());
    xhr.open('POST', `/api/chat/files/${conversationId}`);
    // Its name may say something of the visitor: never in the address.
    xhr.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    xhr.setRequestHeader('x-client-id', clientId);
    xhr.send(file);
  });
}

function errorOf(body: string) {
  try {
    return JSON.parse(body).error;
  } catch {
    return undefined;
  }
}
