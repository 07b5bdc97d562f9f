import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '@/components/ui/button';

/** Chooses files to send, one or several. */
export function AttachButton({ onAttach }: { onAttach: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant="ghost" size="icon-sm" aria-label="Attach a file" onClick={() => input.current?.click()}>
        <Paperclip aria-hidden="true" />
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-label="File to attach"
        className="hidden"
        onChange={(event) => {
          for (const one of event.currentTarget.files ?? []) onAttach(one);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
