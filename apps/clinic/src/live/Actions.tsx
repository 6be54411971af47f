import type { QuorumResult } from '@dcc/rules/src/quorum/index.ts';
import { Box, Button, Group, Text, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { ConfirmButton } from '../kit/ConfirmButton.tsx';
import { comment, setComment } from './decision.ts';
import { readFrame } from './frame.ts';
import { t } from './messages.fr.ts';
import { finished, type Modality, registrationRefusal, started } from './treatment.ts';
import type { LiveCase } from './useCase.ts';

interface ActionsProps {
  live: LiveCase;
  quorum: QuorumResult;
  /** When the case came on screen. */
  openedAt: string;
  last: boolean;
  /** Asked by the key `e`. */
  asked: boolean;
  onAsked: (asked: boolean) => void;
  onNext: () => void;
  onPostpone: () => void;
}

/** How a case ends: discussed, recorded, postponed. Never silently without a quorum (spec/product.md 7.3). */
export function Actions({ live, quorum, openedAt, last, asked, onAsked, onNext, onPostpone }: ActionsProps) {
  const { rcpCase, referentiel } = live;
  const value = rcpCase.value;
  const short = quorum.status !== 'reached';
  const decide = useRef<() => void>(() => {});
  // The key `e`: with a quorum the case is done at once, without it the reason is asked for below.
  useEffect(() => {
    if (asked) decide.current();
  }, [asked]);
  if (!value) return null;
  const frame = readFrame(referentiel.value);
  const refusal = registrationRefusal(frame);
  const finish = (modality: Modality) => {
    const now = new Date().toISOString();
    rcpCase.change((draft) => finished(draft, modality, openedAt, now));
    live.inscription.change((draft) =>
      draft.status === 'active' ? { ...draft, status: 'completed' } : draft,
    );
    live.retell();
    void live.flush();
    onAsked(false);
    onNext();
  };
  decide.current = () => {
    if (value.status === 'finished') {
      onAsked(false);
      onNext();
    } else if (!short) finish('discussed');
  };
  if (value.status === 'finished') {
    return (
      <Group className="live-actions dcc-no-print">
        <Button
          variant="default"
          onClick={() =>
            rcpCase.change((draft) => ({
              ...draft,
              status: 'in-progress',
              period: { start: draft.period?.start ?? openedAt },
            }))
          }
        >
          {t('redo')}
        </Button>
        <Button onClick={onNext} disabled={last}>
          {t('next')}
        </Button>
      </Group>
    );
  }
  return (
    <Box className="live-actions">
      {asked && short ? (
        <WithoutQuorum
          missing={quorum.missing.join(', ')}
          onCancel={() => onAsked(false)}
          onDecide={(reason, note) => {
            live.plan.change((draft) => setComment(draft, [comment(draft), note].filter(Boolean).join('\n')));
            if (reason) finish('discussed');
          }}
        />
      ) : null}
      <Group gap="sm">
        {value.status === 'planned' ? (
          <Button
            variant="outline"
            onClick={() => rcpCase.change((draft) => started(draft, new Date().toISOString()))}
          >
            {t('start')}
          </Button>
        ) : null}
        <Button onClick={() => (short ? onAsked(true) : finish('discussed'))}>
          {last ? t('doneLast') : t('done')}
        </Button>
        {refusal ? (
          <Button variant="default" disabled aria-describedby="live-law">
            {t('register')}
          </Button>
        ) : (
          <ConfirmButton
            variant="default"
            consequence={t('registerConsequence', { name: frame.referentiel })}
            confirm={t('register')}
            onConfirm={() => finish('registered')}
          >
            {t('register')}
          </ConfirmButton>
        )}
        <Button variant="default" onClick={onPostpone}>
          {t('postpone')}
        </Button>
      </Group>
      <Text size="sm" c="var(--dcc-quiet)" id="live-law" mt={4}>
        {refusal ? `${refusal} ` : ''}
        {t('registerLaw')}
      </Text>
    </Box>
  );
}

interface WithoutQuorumProps {
  missing: string;
  onDecide: (reason: string, note: string) => void;
  onCancel: () => void;
}

function WithoutQuorum({ missing, onDecide, onCancel }: WithoutQuorumProps) {
  const [reason, setReason] = useState('');
  return (
    <Box
      component="section"
      aria-label={t('without')}
      className="live-panel"
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <Text mb="xs">{t('withoutHint', { missing })}</Text>
      <Textarea
        autoFocus
        autosize
        label={t('withoutReason')}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group mt="sm" gap="sm">
        <Button
          disabled={!reason.trim()}
          onClick={() => onDecide(reason, t('withoutNote', { missing, reason: reason.trim() }))}
        >
          {t('withoutDo')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Group>
    </Box>
  );
}
