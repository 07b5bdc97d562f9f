import { useRef, useState } from 'react';

interface Uploading {
  name: string;
  percent: number;
}

/** Sends a file as a request's body, with progress and cancel. Its name travels in a header, never in the URL. */
export function useUpload<Answer>(url: string) {
  const request = useRef<XMLHttpRequest | null>(null);
  const [current, setCurrent] = useState<Uploading | null>(null);
  const [error, setError] = useState<string | null>(null);

  /** Resolves with the server's answer, or null with `error` set. XMLHttpRequest, since fetch tells no upload's progress. */
  function send(file: File): Promise<Answer | null> {
    setError(null);
    setCurrent({ name: file.name, percent: 0 });
    return new Promise((resolve) => {
      const end = (answer: Answer | null, problem: string | null) => {
        setCurrent(null);
        setError(problem);
        resolve(answer);
      };
      const xhr = new XMLHttpRequest();
      request.current = xhr;
      xhr.upload.onprogress = ({ loaded, total }) =>
        setCurrent({ name: file.name, percent: total > 0 ? Math.round((loaded / total) * 100) : 0 });
      xhr.onload = () =>
        xhr.status < 300 ? end(JSON.parse(xhr.responseText) as Answer, null) : end(null, messageOf(xhr.responseText));
      xhr.onerror = () => end(null, 'The connection was lost. Nothing was saved.');
      xhr.onabort = () => end(null, 'Cancelled. Nothing was saved.');
      xhr.open('POST', url);
      xhr.setRequestHeader('x-file-name', encodeURIComponent(file.name));
      xhr.send(file);
    });
  }

  return { send, cancel: () => request.current?.abort(), current, error };
}

function messageOf(body: string): string {
  try {
    return (JSON.parse(body) as { error: { message: string } }).error.message;
  } catch {
    return 'The file could not be taken.';
  }
}
