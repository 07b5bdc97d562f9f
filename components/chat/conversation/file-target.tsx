'use client';

import { type ClipboardEvent, type DragEvent, type ReactNode, useState } from 'react';

export interface FileTargetProps {
  /** Absent while no file may be sent. */
  onFiles: ((files: readonly File[]) => void) | undefined;
  className?: string;
  children: ReactNode;
}

/** Takes files that are dropped or pasted anywhere in the conversation. */
export function FileTarget({ onFiles, className, children }: FileTargetProps) {
  const [over, setOver] = useState(false);
  function drag(event: DragEvent) {
    if (!onFiles || !isWithin(event) || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  }
  function drop(event: DragEvent) {
    setOver(false);
    if (!onFiles || !isWithin(event) || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    onFiles([...event.dataTransfer.files]);
  }
  function paste(event: ClipboardEvent) {
    const { files, types } = event.clipboardData;
    // A spreadsheet copies a picture beside its text: then the text is meant.
    if (!onFiles || !isWithin(event) || files.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    onFiles([...files]);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the button "Attach a file", which does the same
    <div
      onDragOver={drag}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
      onPaste={paste}
      className={`relative ${className ?? ''}`}
    >
      {children}
      {over ? (
        <div
          aria-hidden="true"
          className="pointer-events-none absolute inset-2 z-20 flex items-center justify-center rounded-md border-2 border-accent border-dashed bg-accent-soft font-medium text-accent-text"
        >
          Drop to send
        </div>
      ) : null}
    </div>
  );
}

/** Events of a dialog opened from here come by as well, wherever it is mounted. */
const isWithin = ({ currentTarget, target }: ClipboardEvent | DragEvent): boolean =>
  currentTarget.contains(target as Node);
