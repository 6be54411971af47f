import { type Found, searchTerms, type TermIndex } from '@dcc/rules/src/terminology/search.ts';
import { useEffect, useState } from 'react';
import type { TermList } from './lists.ts';

let loading: Promise<typeof import('./lists.ts')> | undefined;

/** Search in a long list; gives nothing until its chunk is there (a few milliseconds after the first use). */
export function useTerms(list: TermList): (typed: string) => Found[] {
  const [index, setIndex] = useState<TermIndex>();
  useEffect(() => {
    loading ??= import('./lists.ts');
    let gone = false;
    void loading.then(({ INDEXES }) => gone || setIndex(INDEXES[list]));
    return () => {
      gone = true;
    };
  }, [list]);
  return (typed) => (index ? searchTerms(index, typed, 12) : []);
}
