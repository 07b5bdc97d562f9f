'use client';

import { Search, X } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { isSingleKey } from '@/components/ui/single-keys';

export interface QuickSearchProps {
  plural: string;
  /** What is searched for now. */
  text: string;
  onSearch: (text: string) => void;
}

/** Searches on Enter, not as one types: each search of protected fields is an event. The key / leads to it. */
export function QuickSearch({ plural, text, onSearch }: QuickSearchProps) {
  const [typed, setTyped] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.key !== '/' || !isSingleKey(event)) return;
      event.preventDefault();
      input.current?.focus();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  function submit(event: FormEvent) {
    event.preventDefault();
    onSearch(typed.trim());
  }
  return (
    <search className="min-w-0 flex-1 sm:w-72 sm:flex-none">
      <form method="post" onSubmit={submit} className="relative">
        <Input
          ref={input}
          icon={<Search />}
          aria-label={`Search ${plural}`}
          aria-keyshortcuts="/"
          placeholder="Name, or an exact number"
          maxLength={200}
          spellCheck={false}
          enterKeyHint="search"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || (typed === '' && text === '')) return;
            setTyped('');
            if (text !== '') onSearch('');
          }}
          className="pr-8"
        />
        {typed === '' ? null : (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Clear the search"
            className="absolute inset-y-0.5 right-0.5"
            onClick={() => {
              setTyped('');
              if (text !== '') onSearch('');
              input.current?.focus();
            }}
          >
            <X aria-hidden="true" />
          </Button>
        )}
      </form>
    </search>
  );
}
