import type { QuorumResult } from '@dcc/rules/src/quorum/index.ts';
import { Alert, Anchor, Box, Text } from '@mantine/core';
import type { Encounter } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { type RefObject, useDeferredValue, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { SaveStatus } from '../collab/index.ts';
import { loadCase } from '../fiche/model/index.ts';
import { IdentityBanner } from '../kit/IdentityBanner.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import type { CaseLine } from '../session/lines.ts';
import { Actions } from './Actions.tsx';
import { CaseHead } from './CaseHead.tsx';
import { Decision } from './Decision.tsx';
import { t } from './messages.fr.ts';
import { Postpone } from './Postpone.tsx';
import { Timer } from './Timer.tsx';
import type { LiveCase } from './useCase.ts';

interface CasePaneProps {
  live: LiveCase;
  line: CaseLine;
  quorum: QuorumResult;
  session: Encounter;
  me: string | undefined;
  mayDecide: boolean;
  mayRun: boolean;
  last: boolean;
  field: RefObject<HTMLInputElement | null>;
  panel: 'done' | 'postpone' | undefined;
  onPanel: (panel: 'done' | 'postpone' | undefined) => void;
  onNext: () => void;
  onGone: () => void;
}

/** One patient, one question, one decision. */
export function CasePane(props: CasePaneProps) {
  const { live, line, quorum, session, me, mayDecide, mayRun, last, field, panel, onPanel, onNext } = props;
  const medplum = useMedplum();
  const [shownAt] = useState(() => new Date().toISOString());
  // On screen before the session was opened, a case begins with the session at the earliest.
  const begunAt = session.period?.start ?? shownAt;
  const openedAt = Date.parse(begunAt) > Date.parse(shownAt) ? begunAt : shownAt;
  const rcpCase = live.rcpCase.value ?? line.rcpCase;
  const { patient } = line;
  const pane = useRef<HTMLElement>(null);
  // A case begins at its top, however far the one before was read. Braces: scrolling gives a promise in some browsers,
  // and an effect that gives anything but a function breaks the screen when the case leaves it.
  useEffect(() => {
    if (pane.current && pane.current.getBoundingClientRect().top < 0) pane.current.scrollIntoView();
  }, []);
  // Drawn when there is time: a key pressed meanwhile is answered first.
  const file = useDeferredValue(live.file);
  if (live.error && !live.file) return <ErrorState error={live.error} onRetry={live.reload} />;
  if (!file) return <Loading />;
  return (
    <Box ref={pane} className="live-case" component="section" aria-label={t('title')}>
      {patient ? <IdentityBanner patient={patient} /> : null}
      <CaseHead file={file} question={line.question} />
      {file.fiche ? (
        <Decision live={live} me={me} mayDecide={mayDecide} field={field} />
      ) : (
        <Alert color="orange">
          {t('noFiche')}{' '}
          <Anchor component={Link} to={`/fiches/${line.id}`}>
            {t('startFiche')}
          </Anchor>
        </Alert>
      )}
      {panel === 'postpone' ? (
        <Postpone
          session={session}
          before={async () => {
            await live.flush();
            return loadCase(medplum, line.id);
          }}
          onCancel={() => onPanel(undefined)}
          onDone={() => {
            onPanel(undefined);
            props.onGone();
          }}
        />
      ) : null}
      <div className="live-foot">
        <SaveStatus of={live.all.filter(({ value }) => value !== undefined)} />
        <Timer rcpCase={rcpCase} />
      </div>
      {mayRun ? (
        <Actions
          live={live}
          quorum={quorum}
          openedAt={openedAt}
          last={last}
          asked={panel === 'done'}
          onAsked={(asked) => onPanel(asked ? 'done' : undefined)}
          onNext={onNext}
          onPostpone={() => onPanel('postpone')}
        />
      ) : (
        <Text size="sm">{t(`state_${line.state}`)}</Text>
      )}
    </Box>
  );
}
