import { useCallback, useEffect, useRef, useState } from 'react';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';

export const SHOWN_SECONDS = 60;

/** Values revealed on this page, by API name. They live in this component's memory only, for a minute each. */
export function useRevealed() {
  const [shown, setShown] = useState<Record<string, { value: StoredValue | undefined }>>({});
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running) clearTimeout(timer);
    };
  }, []);

  const hide = useCallback((...names: string[]) => {
    setShown((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !names.includes(name))));
  }, []);

  const show = useCallback(
    (names: readonly string[], values: Record<string, StoredValue>) => {
      setShown((before) => ({
        ...before,
        ...Object.fromEntries(names.map((name) => [name, { value: values[name] }])),
      }));
      timers.current.add(setTimeout(() => hide(...names), SHOWN_SECONDS * 1000));
    },
    [hide],
  );
  return { shown, show, hide };
}
