import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Whether files are held over the panel. A file dropped where none is taken does not replace the page. */
export function useDrop(panel: RefObject<HTMLElement>, onFiles: ((files: readonly File[]) => void) | null): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hold = (event: DragEvent) => {
      event.preventDefault();
      const isFiles = event.dataTransfer?.types.includes('Files') ?? false;
      setOver(event.type === 'dragover' && isFiles && onFiles !== null);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles?.(files);
    };
    const leave = (event: DragEvent) => !panel.current?.contains(event.relatedTarget as Node | null) && setOver(false);
    addEventListener('dragover', hold);
    addEventListener('drop', drop);
    addEventListener('dragleave', leave);
    return () => {
      removeEventListener('dragover', hold);
      removeEventListener('drop', drop);
      removeEventListener('dragleave', leave);
    };
  }, [panel, onFiles]);
  return over;
}
