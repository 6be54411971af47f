import type { Origin } from '@dcc/rules/src/inscription/draft.ts';
import { Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import { shortDate } from '../kit/dates.ts';
import { t } from './messages.fr.ts';
import type { Person } from './people.ts';

/** Names of the authors of what is offered, read once for the whole form. */
export const Authors = createContext<ReadonlyMap<string, Person>>(new Map());

/** `FRCP Sein Val-de-Seine, Dr Anne LEROY, 12/10/2026` */
export function useOriginText(): (origin: Origin) => string {
  const authors = useContext(Authors);
  return ({ label, author, date }) => {
    const day = shortDate(date) || t('undated');
    return author
      ? t('origin', { label, author: authors.get(author)?.name ?? t('unknownAuthor'), date: day })
      : t('originNoAuthor', { label, date: day });
  };
}

/** The small mark of a value taken over: where from, by whom, from when. */
export function SourceMark({ origin }: { origin: Origin }) {
  const text = useOriginText();
  return (
    <Text size="xs" c="var(--dcc-quiet)" component="p" className="dcc-source">
      <IconHistory size={13} aria-hidden />
      <span>{t('takenFrom', { origin: text(origin) })}</span>
    </Text>
  );
}
