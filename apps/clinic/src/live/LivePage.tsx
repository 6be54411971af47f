import { useCallback, useEffect, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { Board } from './Board.tsx';
import './live.css';
import { t } from './messages.fr.ts';
import { useSession } from './useSession.ts';

export function LivePage() {
  const { id = '' } = useParams();
  const live = useSession(id);
  useEffect(() => {
    document.title = `${t('title')} · DCC`;
  }, []);
  if (live.query.isError && !live.record) {
    return <ErrorState error={live.query.error} onRetry={() => void live.query.refetch()} />;
  }
  if (!live.record || !live.session) return <Loading label={t('loading')} />;
  return <Room live={live} />;
}

function Room({ live }: { live: ReturnType<typeof useSession> }) {
  const { lines, session } = live;
  const [chosen, choose] = useChosen();
  const firstLeft = lines.find(({ state }) => state === 'running' || state === 'planned') ?? lines[0];
  const current = lines.find(({ id }) => id === chosen) ?? firstLeft;
  if (!current || !session) {
    return <EmptyState title={t('empty')} hint={t('emptyHint')} />;
  }
  return <Board key={session.id} live={live} current={current} onOpen={choose} />;
}

/**
 * Which case is open, also in the address. The router changes the address when it has time; the screen, and the next
 * key, go by what was chosen last.
 */
function useChosen(): [string | undefined, (id: string) => void] {
  const [params, setParams] = useSearchParams();
  const asked = params.get('dossier') ?? undefined;
  const [chosen, setChosen] = useState(asked);
  const written = useRef(asked);
  const write = useRef(setParams);
  write.current = setParams;
  useEffect(() => {
    // The address was changed by something else than this screen.
    if (asked && asked !== written.current) setChosen(asked);
    written.current = asked;
  }, [asked]);
  const choose = useCallback((id: string) => {
    written.current = id;
    setChosen(id);
    write.current((before) => ({ ...Object.fromEntries(before), dossier: id }), { replace: true });
  }, []);
  return [chosen, choose];
}
