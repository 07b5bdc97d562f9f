/** Sends a file. By XMLHttpRequest, since fetch does not tell how far an upload is. */
import { ApiError, errorOf, uploadPath } from './api';
import type { SentMessage } from './merge';

export interface Upload {
  /** Rejects with an ApiError; `cancelled` when it was. */
  done: Promise<SentMessage & { fileId: string }>;
  cancel(): void;
}

export function upload(
  { token, id, clientId, file }: { token: string; id: string; clientId: string; file: File },
  onProgress: (share: number) => void,
): Upload {
  const call = new XMLHttpRequest();
  const done = new Promise<SentMessage & { fileId: string }>((resolve, reject) => {
    call.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && onProgress(loaded / total);
    call.onload = () => {
      if (call.status !== 201)
        return reject(errorOf(call.status, call.responseText, call.getResponseHeader('retry-after')));
      try {
        resolve(JSON.parse(call.responseText));
      } catch {
        reject(new ApiError('network', ''));
      }
    };
    call.onerror = () => reject(new ApiError('network', ''));
    call.onabort = () => reject(new ApiError('cancelled', ''));
  });
  call.open('POST', uploadPath(id));
  call.setRequestHeader('authorization', `Bearer ${token}`);
  call.setRequestHeader('x-client-id', clientId);
  // Not in the address: a name may name a patient, and addresses are logged.
  call.setRequestHeader('x-file-name', encodeURIComponent(file.name.toWellFormed()));
  call.setRequestHeader('content-type', 'application/octet-stream');
  call.send(file);
  return { done, cancel: () => call.abort() };
}
