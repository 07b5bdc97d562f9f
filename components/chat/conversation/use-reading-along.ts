import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Id } from '@/lib/platform/ids';

/** What makes the list longer. */
export interface ReadingAlong {
  /** The newest message. */
  last: Id | undefined;
  /** How many of the reader's own are on their way. */
  mine: number;
  visitorTypes: boolean;
}

/** So near to the end one is taken to read along. */
const NEAR_PX = 80;

/** Keeps the end of a list in sight while one reads along, and the place of who reads further up. */
export function useReadingAlong({ last, mine, visitorTypes }: ReadingAlong) {
  const [isBehind, setBehind] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const written = useRef(0);
  const newest = useRef<Id | undefined>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what makes the list longer
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // Who writes wants to see it.
    if (mine > written.current) follows.current = true;
    written.current = mine;
    if (follows.current) element.scrollTop = element.scrollHeight;
    else if (last !== newest.current) setBehind(true);
    newest.current = last;
  }, [last, mine, visitorTypes]);

  // The composer grows, a window is made smaller: the end stays in sight.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  function scroll() {
    const element = scroller.current;
    if (!element) return;
    follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    if (follows.current) setBehind(false);
  }
  function toEnd() {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }
  /** What is being read stays where it is, though the list grows above it. */
  function keepPlace(grow: () => void) {
    const element = scroller.current;
    const fromEnd = element ? element.scrollHeight - element.scrollTop : 0;
    grow();
    requestAnimationFrame(() => {
      if (element) element.scrollTop = element.scrollHeight - fromEnd;
    });
  }
  return {
    scroller,
    /** Something came that is not in sight. */
    isBehind,
    /** For the list when it is scrolled. */
    scroll,
    toEnd,
    keepPlace,
  };
}
