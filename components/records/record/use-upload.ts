import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';

interface Uploading {
  name: string;
  percent: number;
}

/** Sends files one after the other, with progress and cancel; the page is rendered anew after each. */
export function useUpload(url: string) {
  const router = useRouter();
  const request = useRef<XMLHttpRequest | null>(null);
  const [current, setCurrent] = useState<Uploading | null>(null);
  const [error, setError] = useState<string | null>(null);

  /** XMLHttpRequest, since fetch tells nothing of an upload's progress. */
  function send(file: File): Promise<string | null> {
    return new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      request.current = xhr;
      xhr.upload.onprogress = ({ loaded, total }) =>
        setCurrent({ name: file.name, percent: total > 0 ? Math.round((loaded / total) * 100) : 0 });
      xhr.onload = () => resolve(xhr.status < 300 ? null : messageOf(xhr.responseText));
      xhr.onerror = () => resolve('The connection was lost. Nothing was saved.');
      xhr.onabort = () => resolve('Cancelled. Nothing was saved.');
      xhr.open('POST', url);
      xhr.setRequestHeader('x-file-name', encodeURIComponent(file.name));
      xhr.send(file);
    });
  }

  async function start(files: readonly File[]): Promise<void> {
    setError(null);
    for (const file of files) {
      setCurrent({ name: file.name, percent: 0 });
      const problem = await send(file);
      if (problem) {
        setError(problem);
        break;
      }
      router.refresh();
    }
    setCurrent(null);
  }

  return { start, cancel: () => request.current?.abort(), current, error };
}

function messageOf(body: string): string {
  try {
    return (JSON.parse(body) as { error: { message: string } }).error.message;
  } catch {
    return 'The file could not be attached.';
  }
}
