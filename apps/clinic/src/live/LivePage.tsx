import { useEffect } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { useChosen } from '../kit/useChosen.ts';
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
  const [params, setParams] = useSearchParams();
  const [chosen, choose] = useChosen(params.get('dossier') ?? undefined, (id) =>
    setParams((before) => ({ ...Object.fromEntries(before), ...(id ? { dossier: id } : {}) }), {
      replace: true,
    }),
  );
  const firstLeft = lines.find(({ state }) => state === 'running' || state === 'planned') ?? lines[0];
  const current = lines.find(({ id }) => id === chosen) ?? firstLeft;
  if (!current || !session) {
    return <EmptyState title={t('empty')} hint={t('emptyHint')} />;
  }
  return <Board key={session.id} live={live} current={current} onOpen={choose} />;
}
