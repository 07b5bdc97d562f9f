import type { Api } from './api';
import type { Pending, SentMessage } from './merge';
import { type Upload, upload } from './upload';

interface PostOptions {
  api: Pick<Api, 'message'>;
  token(): string;
  /** How much of a file is there, 0 to 1. */
  onProgress(clientId: string, progress: number): void;
}

/** Hands one message or file to the server. */
export function makePost({ api, token, onProgress }: PostOptions) {
  const uploads = new Map<string, Upload>();
  return {
    async post(conversationId: string, { clientId, text, hidden, file }: Pending): Promise<SentMessage> {
      if (!file) {
        const body = { clientId, text, ...(hidden.length > 0 && { hidden }) };
        return api.message(token(), conversationId, body);
      }
      const going = upload({ token: token(), id: conversationId, clientId, file }, (progress) =>
        onProgress(clientId, progress),
      );
      uploads.set(clientId, going);
      try {
        const { fileId, ...sent } = await going.done;
        const { name, type: contentType, size: sizeBytes } = file;
        return { ...sent, file: { id: fileId, name, contentType, sizeBytes, state: 'clean' } };
      } finally {
        uploads.delete(clientId);
      }
    },
    cancel: (clientId: string) => uploads.get(clientId)?.cancel(),
  };
}
