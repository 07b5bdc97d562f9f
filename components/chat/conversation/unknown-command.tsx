import { Button } from '@/components/ui/button';

export interface UnknownCommandProps {
  command: string;
  onSend: () => void;
  onKeep: () => void;
}

/** Asks before a text that looks like a command goes to the visitor. */
export function UnknownCommand({ command, onSend, onKeep }: UnknownCommandProps) {
  return (
    <div role="alert" className="mb-2 flex flex-wrap items-center gap-2 text-fg text-sm">
      <p className="min-w-0 flex-1">
        No canned response is called <bdi className="font-medium">{command.split(/\s/, 1)[0]}</bdi>. Nothing was sent.
      </p>
      <Button size="sm" onClick={onKeep}>
        Keep writing
      </Button>
      <Button size="sm" onClick={onSend}>
        Send it as it is
      </Button>
    </div>
  );
}
