import { Button, Group, SimpleGrid } from '@mantine/core';
import type { PractitionerRole, Reference } from '@medplum/fhirtypes';
import { PersonPicker } from '../inscription/PersonPicker.tsx';
import { Section } from './form/Section.tsx';
import { t } from './messages.fr.ts';
import { type CaseFunction, type FicheState, readHeader } from './model/index.ts';
import { NoRpps } from './sections/NoRpps.tsx';
import { PersonName } from './sections/PersonName.tsx';

interface PeopleSectionProps {
  fiche: FicheState;
  /** The case is written by the secretary and the coordinator (docs/acces.md). */
  disabled: boolean;
  onChange: (name: CaseFunction, role: string | undefined) => void;
}

/** Who asks, who presents, who is the médecin traitant: the header of the document. */
export function PeopleSection({ fiche, disabled, onChange }: PeopleSectionProps) {
  const header = readHeader(fiche);
  const known = header.doctor && header.doctor !== 'unknown';
  const lacks = header.doctor ? [] : [t('doctorMissing')];
  return (
    <Section id="people" title={t('part_people')} lacks={lacks}>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        {(['requester', 'presenter', 'doctor'] as const).map((name) =>
          disabled || (name === 'doctor' && header.doctor === 'unknown') ? (
            <PersonName key={name} label={t(`person_${name}`)} role={header[name]} />
          ) : (
            <div key={name}>
              <PersonPicker
                label={t(`person_${name}`)}
                value={
                  header[name] ? ({ reference: header[name] } as Reference<PractitionerRole>) : undefined
                }
                onChange={(next) => onChange(name, next?.reference)}
              />
              <NoRpps role={header[name]} />
            </div>
          ),
        )}
      </SimpleGrid>
      {disabled || known ? null : (
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => onChange('doctor', header.doctor === 'unknown' ? undefined : 'unknown')}
          >
            {t(header.doctor === 'unknown' ? 'doctorKnown' : 'doctorUnknown')}
          </Button>
        </Group>
      )}
    </Section>
  );
}
