import { useCallback, useEffect, useRef, useState } from 'react';

/** What was revealed is hidden again after a minute. */
const SHOWN_MS = 60_000;

/** A value in this component's memory only, for a minute. */
export function useShownFor<Value>(): [Value | null, (value: Value) => void, () => void] {
  const [value, setValue] = useState<Value | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const hide = useCallback(() => {
    clearTimeout(timer.current);
    setValue(null);
  }, []);
  const show = useCallback(
    (shown: Value) => {
      clearTimeout(timer.current);
      setValue(shown);
      timer.current = setTimeout(hide, SHOWN_MS);
    },
    [hide],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return [value, show, hide];
}
