import { Anchor, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { memo, useCallback, useMemo } from 'react';
import { Link } from 'react-router';
import { SaveStatus } from '../collab/SaveStatus.tsx';
import { useMe } from '../data/me.ts';
import { ageAt } from '../kit/dates.ts';
import { localNow } from './around.ts';
import { Clashes } from './Clashes.tsx';
import { CoreForm } from './CoreForm.tsx';
import { DocumentsPanel } from './DocumentsPanel.tsx';
import { FicheHead } from './FicheHead.tsx';
import { progressOf } from './lines.ts';
import { t } from './messages.fr.ts';
import { type CaseFile, type CaseFunction, type Organ, readHeader, writeFunction } from './model/index.ts';
import { hasOrganPart, withOrgan } from './organ/index-line.ts';
import { OrganPanel } from './organ/OrganPanel.tsx';
import { PeopleSection } from './PeopleSection.tsx';
import { RecordsProvider } from './records.ts';
import { SideIndex } from './SideIndex.tsx';
import type { FicheSnapshot, FicheStore } from './store/fiche-store.ts';
import { Unsent } from './Unsent.tsx';

// A keystroke changes one part: what is around the form must not be drawn again.
const Index = memo(SideIndex);
const People = memo(PeopleSection);
const OrganPart = memo(OrganPanel);
const Documents = memo(DocumentsPanel);

interface FicheFormProps {
  file: CaseFile;
  store: FicheStore;
  snapshot: FicheSnapshot;
}

/**
 * The whole form: what is asked on top, the index beside, the core form, the organ part and the documents.
 */
export function FicheForm({ file, store, snapshot }: FicheFormProps) {
  const me = useMe();
  const { fiche, content, state } = snapshot;
  const locked = state === 'locked';
  const disabled = locked || !me.may('Composition', 'update');
  const progress = useMemo(() => progressOf(fiche, (key) => t(`short_${key}`)), [fiche]);
  const { thematic, patient, rcp } = readHeader(fiche);
  const hasPregnancies = patient?.gender !== 'male' || Object.keys(content.pregnancy).length > 0;
  const hasOrgan = hasOrganPart(rcp, thematic);
  const lines = useMemo(() => {
    const core = progress.lines.filter(({ id }) => id !== 'pregnancy' || hasPregnancies);
    return hasOrgan ? withOrgan(core, t('part_organ')) : core;
  }, [progress, hasPregnancies, hasOrgan]);
  useHotkeys([['mod+S', () => void store.flush(), { preventDefault: true }]], []);
  const setPerson = useCallback(
    (name: CaseFunction, role: string | undefined) =>
      void store.edit((now) => writeFunction(now, name, role, { now: localNow() })),
    [store],
  );
  const setOrgan = useCallback((organ: Organ) => store.change('organ', organ), [store]);
  return (
    <RecordsProvider value={fiche.records}>
      <FicheHead fiche={fiche} question={content.question.question} />
      <Group justify="space-between" className="dcc-fiche-status" gap="sm">
        <SaveStatus of={[{ ...snapshot, choices: [] } as never]} />
        {locked ? (
          <Anchor component={Link} to={`/fiches/${file.rcpCase.id}/avenant`}>
            {t('amend')}
          </Anchor>
        ) : null}
      </Group>
      {disabled && !locked ? <Text mb="sm">{t('readOnly')}</Text> : null}
      <Clashes clashes={snapshot.clashes} records={snapshot.fiche.records} onSeen={store.settle} />
      <Unsent parts={snapshot.unsent} to={`/fiches/${file.rcpCase.id}/avenant`} onSeen={store.settle} />
      <div className="dcc-fiche">
        <Index lines={lines} done={progress.done} of={progress.of} />
        <div className="dcc-fiche-form">
          <People fiche={fiche} disabled={disabled || !me.may('Encounter', 'update')} onChange={setPerson} />
          <CoreForm
            content={content}
            change={store.change}
            disabled={disabled}
            lacks={progress.lacks}
            documents={file.documents}
            hasPregnancies={hasPregnancies}
            age={ageAt(patient?.birthDate)}
            rcp={rcp}
            mayDecide={me.may('CarePlan', 'update')}
          />
        </div>
        <aside className="dcc-fiche-aside" aria-label={t('aside')}>
          <OrganPart
            rcp={rcp}
            theme={thematic}
            value={content.organ}
            disabled={disabled || !me.may('QuestionnaireResponse', 'update')}
            onChange={setOrgan}
          />
          <Documents documents={file.documents} />
        </aside>
      </div>
    </RecordsProvider>
  );
}
