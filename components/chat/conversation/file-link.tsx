import { Download, Paperclip, ShieldAlert } from 'lucide-react';
import { formatBytes } from '@/components/ui/file-drop';
import type { ChatFile } from '@/lib/chat/conversations/changes';
import type { Id } from '@/lib/platform/ids';

/** A file in a conversation. Downloading it is an event. */
export function FileLink({ conversationId, file }: { conversationId: Id; file: ChatFile }) {
  if (file.state === 'quarantined') {
    return (
      <p className="flex items-start gap-2">
        <ShieldAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger-text" />
        <span className="min-w-0">
          <span className="block break-words">{file.name}</span>
          <span className="text-danger-text text-xs">In quarantine: a scanner found something in it</span>
        </span>
      </p>
    );
  }
  return (
    <a
      href={`/api/chat/files/${conversationId}/${file.id}`}
      download
      aria-label={`Download ${file.name}`}
      className="flex items-center gap-2 rounded-sm hover:underline"
    >
      <Paperclip aria-hidden="true" className="size-4 shrink-0 text-muted" />
      <span className="min-w-0">
        <span className="block break-words font-medium">{file.name}</span>
        <span className="text-muted text-xs">{formatBytes(file.sizeBytes)}</span>
      </span>
      <Download aria-hidden="true" className="ml-2 size-4 shrink-0 text-muted" />
    </a>
  );
}
